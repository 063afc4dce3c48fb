/** A small house whose open door is a play triangle. */
export const Mark = ({ size = 26 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path fill="var(--mantine-color-spotlight-4)" d="M14.9 3.5a1.7 1.7 0 0 1 2.2 0l10.3 8.6c.4.3.6.8.6 1.3v13.2a2.4 2.4 0 0 1-2.4 2.4H6.4A2.4 2.4 0 0 1 4 26.6V13.4c0-.5.2-1 .6-1.3z" />
    <path fill="var(--mantine-color-black)" d="M12.2 14.3a1 1 0 0 1 1.5-.9l8.2 4.9a1 1 0 0 1 0 1.7l-8.2 4.9a1 1 0 0 1-1.5-.9z" />
  </svg>
)

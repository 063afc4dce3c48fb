/** Who lives in the demo world. */
export const demoPassword = 'Playhouse-demo-1'
export const people = [
  { role: 'viewer', email: 'viewer@example.org', displayName: 'Vera Viewer' },
  { role: 'creator', email: 'creator@example.org', displayName: 'Nils Creator' },
  { role: 'admin', email: 'admin@example.org', displayName: 'Ada Admin' },
] as const

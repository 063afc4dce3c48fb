// Runs before the page paints: the scheme that was chosen last time, dark unless somebody chose otherwise.
// The key and the values are Mantine's own (`localStorageColorSchemeManager`).
;(function () {
  let chosen = null
  let known = null
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value')
    known = localStorage.getItem('playhouse.signed-in')
  } catch {
    // No storage, no memory: dark it is.
  }
  const light = chosen === 'light' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: light)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', light ? 'light' : 'dark')
  document.documentElement.style.backgroundColor = light ? '#fbfbfc' : '#0b0c10'
  // A stranger's front page shows its first posters before the app runs; any other begins otherwise.
  document.documentElement.toggleAttribute('data-first', !known && location.search === '')
})()

import '@fontsource-variable/inter/wght.css'
import './base.css'
import '@mantine/core/styles.layer.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { firstPictureSeen } from './first-picture.ts'

void firstPictureSeen().then(() => createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>))

// Not in other sites' frames, and not under `vite dev`, where it would outlive what it was made for.
if (import.meta.env.PROD && 'serviceWorker' in navigator && window.top === window) {
  const register = () => void navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
  // After all else; this script may itself come after that.
  if (document.readyState === 'complete') register()
  else addEventListener('load', register)
}

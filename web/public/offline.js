// The page that the service worker shows without a connection stands under the address that was asked for. Browsers
// tell when the machine is connected again, not when the house can be reached: that is asked now and then.
const tryAgain = () => void fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(({ ok }) => ok && location.reload(), () => undefined)
addEventListener('online', tryAgain)
setInterval(tryAgain, 4000)

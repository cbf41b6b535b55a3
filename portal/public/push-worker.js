/* Shows what the hub tells while the portal is closed: one sentence, and the way in. It keeps nothing and answers no request. */
self.addEventListener('push', (event) => {
  const text = event.data === null ? 'Es gibt Neues' : event.data.text().slice(0, 60)
  event.waitUntil(self.registration.showNotification(text, { icon: '/logo.svg', tag: 'news' }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.matchAll({ type: 'window' }).then((open) => (open.length > 0 ? open[0].focus() : self.clients.openWindow('/'))))
})

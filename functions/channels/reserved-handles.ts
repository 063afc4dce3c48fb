/** Handles nobody may take: names of our own pages and of people who speak for the house, where a stranger would be believed. */
const reserved = new Set([
  'about', 'account', 'accounts', 'admin', 'administrator', 'analytics', 'api', 'app', 'assets', 'auth', 'billing', 'blog', 'browse', 'categories', 'category',
  'channel', 'channels', 'contact', 'create', 'dashboard', 'developer', 'developers', 'docs', 'editor', 'embed', 'explore', 'feed', 'followers', 'following',
  'help', 'history', 'home', 'images', 'jobs', 'legal', 'library', 'live', 'login', 'logout', 'mail', 'me', 'mine', 'moderation', 'moderator', 'moderators',
  'new', 'news', 'notifications', 'official', 'owner', 'pages', 'password', 'payments', 'playhouse', 'playlist', 'playlists', 'policy', 'popular', 'postmaster',
  'press', 'privacy', 'profile', 'register', 'report', 'reports', 'root', 'rss', 'search', 'security', 'settings', 'shop', 'shorts', 'sign-in', 'sign-up',
  'signin', 'signup', 'staff', 'static', 'status', 'store', 'studio', 'subscriptions', 'subscribe', 'support', 'system', 'team', 'terms', 'trending', 'undefined',
  'upload', 'uploads', 'user', 'users', 'verify', 'video', 'videos', 'watch', 'webhook', 'webhooks', 'webmaster', 'welcome', 'www', 'null',
])

/** Dots, dashes and underscores do not make another name. What reads like an id would be taken for one. */
export const isReserved = (handle: string): boolean =>
  handle.startsWith('chn_') || reserved.has(handle) || reserved.has(handle.replaceAll(/[._-]/g, ''))

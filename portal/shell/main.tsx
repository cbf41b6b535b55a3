import './fonts.css'
import './kit.css'
import './base.css'
import './print.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { preferredLanguage, speak } from './i18n.ts'
import { tellStyleNonce } from './style-nonce.ts'

const root = document.getElementById('app')
if (root === null) throw new Error('index.html lacks #app')
tellStyleNonce()
await speak(preferredLanguage())
createRoot(root).render(<App />)

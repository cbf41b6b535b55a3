import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

/** News, their editions, questions and answers; with and without an account. */
const news = createRoute({ getParentRoute: () => network, path: 'neues', component: lazyRouteComponent(() => import('../../spaces/network/news/news-page.tsx'), 'NewsPage') })
const subscribe = createRoute({ getParentRoute: () => network, path: 'neues/abo', component: lazyRouteComponent(() => import('../../spaces/network/news/subscribe-page.tsx'), 'SubscribePage') })
const edition = createRoute({ getParentRoute: () => network, path: 'neues/ausgabe/$edition', component: lazyRouteComponent(() => import('../../spaces/network/news/edition-page.tsx'), 'EditionPage') })
const post = createRoute({ getParentRoute: () => network, path: 'neues/$post', component: lazyRouteComponent(() => import('../../spaces/network/news/post-page.tsx'), 'PostPage') })
const questions = createRoute({
  getParentRoute: () => network,
  path: 'fragen',
  component: lazyRouteComponent(() => import('../../spaces/network/faq/faq-page.tsx'), 'FaqPage'),
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } => (typeof q === 'string' && q !== '' ? { q } : typeof q === 'number' ? { q: String(q) } : {}),
})
const confirmQuestion = createRoute({ getParentRoute: () => network, path: 'fragen/bestaetigen', component: lazyRouteComponent(() => import('../../spaces/network/faq/confirm-question-page.tsx'), 'ConfirmQuestionPage') })
const question = createRoute({ getParentRoute: () => network, path: 'fragen/$question', component: lazyRouteComponent(() => import('../../spaces/network/faq/question-page.tsx'), 'QuestionPage') })

/** The editors' own. */
const newsEditor = createRoute({ getParentRoute: () => network, path: 'redaktion/neues', component: lazyRouteComponent(() => import('../../spaces/network/news/news-editor-page.tsx'), 'NewsEditorPage') })
const editionEditor = createRoute({ getParentRoute: () => network, path: 'redaktion/neues/$edition', component: lazyRouteComponent(() => import('../../spaces/network/news/edition-editor-page.tsx'), 'EditionEditorPage') })
const newPost = createRoute({ getParentRoute: () => network, path: 'redaktion/beitrag', component: lazyRouteComponent(() => import('../../spaces/network/news/edit-post-page.tsx'), 'NewPostPage') })
const editPost = createRoute({ getParentRoute: () => network, path: 'redaktion/beitrag/$post', component: lazyRouteComponent(() => import('../../spaces/network/news/edit-post-page.tsx'), 'EditPostPage') })
const faqEditor = createRoute({ getParentRoute: () => network, path: 'redaktion/fragen', component: lazyRouteComponent(() => import('../../spaces/network/faq/faq-editor-page.tsx'), 'FaqEditorPage') })

export const newsPages = [news, subscribe, edition, post, questions, confirmQuestion, question, newsEditor, editionEditor, newPost, editPost, faqEditor]

import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { PortalFault } from '../client/request.ts'
import { Announcer } from './announcer.tsx'
import { createPortalRouter } from './router.tsx'
import { styleNonce } from './style-nonce.ts'
import { cssVariables, theme } from './theme.ts'

/** Everything the pages stand on: theme, language, queries, router. */
export function App() {
  const [{ queries, router }] = useState(compose)
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queries}>
          <Announcer>
            <RouterProvider router={router} />
          </Announcer>
        </QueryClientProvider>
      </I18nProvider>
    </MantineProvider>
  )
}

function compose() {
  const onError = (error: unknown) => {
    // A wrong password is no session that ended.
    if (error instanceof PortalFault && error.status === 401 && error.code !== 'api/sign-in-refused') sessionExpired()
  }
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 5_000, networkMode: 'always', retry: (count, error) => count < 2 && !(error instanceof PortalFault && error.status >= 400 && error.status < 500) },
      mutations: { networkMode: 'always' },
    },
  })
  /** Forgets who was here and what they saw; the frame's guard then leads to sign-in and back. */
  const sessionExpired = () => {
    if (queries.getQueryData(['me']) === null) return
    queries.clear()
    queries.setQueryData(['me'], null)
    void router.invalidate()
  }
  const router = createPortalRouter({ queries, sessionExpired })
  return { queries, router }
}

import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { cssVariables, theme } from '../theme.ts'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'

// Nothing is said before the first page stands.
const Notifications = lazy(() => import('./notifications.tsx'))
const schemeManager = localStorageColorSchemeManager()

export const App = () => (
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="dark" colorSchemeManager={schemeManager}>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Suspense><Notifications /></Suspense>
    </QueryClientProvider>
  </MantineProvider>
)

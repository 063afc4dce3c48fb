import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { cssVariables, theme } from '../theme.ts'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'

const schemeManager = localStorageColorSchemeManager()

export const App = () => (
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="dark" colorSchemeManager={schemeManager}>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Notifications position="bottom-left" limit={3} />
    </QueryClientProvider>
  </MantineProvider>
)

import { defineConfig } from 'vitest/config'
import { readWasm } from './bin/embed-wasm.ts'
import { routesOnly } from './web/routes-only.ts'

export default defineConfig({
  test: {
    // Two cores, and an encoder that wants one of them.
    maxWorkers: 2,
    projects: [
      {
        // Rules, plugins and stacks: no cloud needed.
        plugins: [routesOnly(), readWasm()],
        test: { name: 'parts', include: ['test/{functions,lib,local,bin,web,support}/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 60_000 },
      },
      {
        // People at the front door of one shared local cloud, on the synthesized stacks.
        plugins: [readWasm()],
        test: { name: 'house', include: ['test/{journeys,browser}/**/*.test.ts'], globalSetup: 'test/support/shared-house.ts', retry: Number(process.env.TEST_RETRIES ?? 0), testTimeout: 90_000, hookTimeout: 120_000 },
      },
    ],
  },
})

/** A run whose only test passes and whose teardown fails: fail-the-run.test.ts looks at how it ends. */
import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { include: ['passes.ts'], globalSetup: 'global-setup.ts' } })

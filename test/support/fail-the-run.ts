/**
 * Makes a failure in a teardown of vitest's globalSetup fail the run. vitest 4 only logs what such a teardown throws, as
 * "error during close", and ends with the exit code of the tests.
 */
export const failTheRun = (teardown: () => Promise<void>) => async (): Promise<void> => {
  try {
    await teardown()
  } catch (problem) {
    process.exitCode = 1
    console.error(`\nThe run fails, whatever its tests say. ${(problem as Error).message}`)
  }
}

/** Every service of the local cloud. They start in this order and stop in the reverse one: who calls comes after who answers. */
import type { CreatePlugin } from './plugin.ts'

const NAMES = ['iam', 'parameters', 's3', 'kvs', 'mailbox', 'cognito', 'dynamodb', 'lambda', 'secrets', 'sqs', 'events', 'httpapi', 'mediaconvert', 'web-deployment', 'console', 'cloudfront']

/** While the services are still being written, one that is not there yet is left out; a resource of its type then stops the start. */
async function load(name: string): Promise<CreatePlugin[]> {
  try {
    return [((await import(`./${name}/plugin.ts`)) as { createPlugin: CreatePlugin }).createPlugin]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' && (error as Error).message.includes(`local/${name}/plugin.ts'`)) return []
    throw error
  }
}

export const plugins: readonly CreatePlugin[] = (await Promise.all(NAMES.map(load))).flat()

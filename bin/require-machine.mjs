// Plain JavaScript that any Node understands: says in one sentence what is missing, before anything else runs.
import { spawnSync } from 'node:child_process'

const wanted = 24
const major = Number(process.versions.node.split('.')[0])
if (major < wanted) {
  console.error(`Playhouse runs on Node ${wanted}, and this is ${process.versions.node}. Run "npm ci": it brings Node ${wanted} along, and npm's scripts then use it.`)
  process.exit(1)
}
const java = spawnSync('java', ['-version'], { encoding: 'utf8' })
const javaMajor = Number(/version "(\d+)/.exec(`${java.stderr ?? ''}${java.stdout ?? ''}`)?.[1] ?? 0)
if (javaMajor < 17) {
  console.error(`Playhouse needs Java 17 or newer on the PATH, for DynamoDB Local; ${javaMajor ? `this is Java ${javaMajor}` : 'there is none'}. Install a JRE (Temurin, say) and start again.`)
  process.exit(1)
}

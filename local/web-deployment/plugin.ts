/**
 * Custom::CDKBucketDeployment. On AWS a Python function unpacks the asset and runs `aws s3 sync`; here the
 * files go straight to the bucket, on behalf of that function's role, so that its grants are tried too.
 */
import { createHash } from 'node:crypto'
import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import type { Caller, Cloud, CreatePlugin, Realised, Resource } from '../plugin.ts'
import { contentTypeOf } from './content-types.ts'
import { pathFilter } from './filters.ts'

export const createPlugin: CreatePlugin = cloud => ({
  name: 'web-deployment',
  resources: { 'Custom::CDKBucketDeployment': resource => deploy(cloud, resource) },
})

interface Properties {
  readonly SourceObjectKeys: readonly string[]
  readonly SourceMarkers?: readonly Record<string, string>[]
  readonly SourceMarkersConfig?: readonly { jsonEscape?: boolean | string }[]
  readonly DestinationBucketName: string
  readonly DestinationBucketKeyPrefix?: string
  readonly DestinationBucketArn?: string
  readonly Extract?: boolean | string
  readonly Prune?: boolean | string
  readonly Exclude?: readonly string[]
  readonly Include?: readonly string[]
  readonly SystemMetadata?: Readonly<Record<string, string>>
  readonly UserMetadata?: Readonly<Record<string, string>>
  readonly ServiceToken: string
}
const isTrue = (value: boolean | string | undefined, otherwise: boolean): boolean => (value === undefined ? otherwise : String(value) === 'true')

/** CDK names system metadata after the CLI's options. Encryption and storage class have no meaning here. */
const headerOf: Readonly<Record<string, string>> = {
  'cache-control': 'cache-control', 'content-disposition': 'content-disposition', 'content-encoding': 'content-encoding',
  'content-language': 'content-language', 'content-type': 'content-type', expires: 'expires', 'website-redirect': 'x-amz-website-redirect-location',
}

const deploy = async (cloud: Cloud, resource: Resource): Promise<Realised> => {
  const properties = resource.properties as Properties
  const s3 = cloud.use('s3')
  const caller = callerFor(cloud, properties.ServiceToken)
  const bucket = properties.DestinationBucketName
  const prefix = (properties.DestinationBucketKeyPrefix ?? '').replace(/^\/+/, '').replace(/([^/])$/, '$1/')
  const takesPart = pathFilter(properties.Exclude, properties.Include)

  const files = await filesToDeploy(cloud, properties)
  for (const [path, content] of files) {
    if (!takesPart(path)) continue
    const key = prefix + path
    const headers = headersFor(path, properties)
    if (!(await isThere(s3.head(bucket, key, caller), content, headers))) await s3.put(bucket, key, content, caller, headers)
  }
  if (isTrue(properties.Prune, true)) {
    for (const { key } of s3.list(bucket, prefix)) {
      const path = key.slice(prefix.length)
      if (!files.has(path) && takesPart(path)) await s3.remove(bucket, key, caller)
    }
  }
  return {
    ref: `aws.cdk.s3deployment.${resource.logicalId}`,
    attributes: { DestinationBucketArn: properties.DestinationBucketArn ?? `arn:aws:s3:::${bucket}`, SourceObjectKeys: [...properties.SourceObjectKeys] },
  }
}

/** The deploying function's role; an operator where a template has no such function (small test templates). */
const callerFor = (cloud: Cloud, functionArn: string): Caller => {
  const deployer = cloud.resources('AWS::Lambda::Function').find(candidate => candidate.attributes?.Arn === functionArn)
  return deployer ? { kind: 'role', principal: String(deployer.properties.Role) } : { kind: 'operator', principal: 'operator' }
}

/** Contents by path below the destination. A later source wins over an earlier one. */
const filesToDeploy = async (cloud: Cloud, properties: Properties): Promise<Map<string, Buffer>> => {
  const files = new Map<string, Buffer>()
  for (const [index, objectKey] of properties.SourceObjectKeys.entries()) {
    const asset = cloud.assetPath(objectKey)
    const markers = properties.SourceMarkers?.[index] ?? {}
    const escapes = isTrue(properties.SourceMarkersConfig?.[index]?.jsonEscape, false)
    if (!(await stat(asset)).isDirectory()) {
      if (isTrue(properties.Extract, true)) throw new Error(`The asset ${objectKey} is an archive; only folders are deployed here.`)
      files.set(basename(objectKey), await readFile(asset))
      continue
    }
    for (const entry of await readdir(asset, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const file = join(entry.parentPath, entry.name)
      files.set(relative(asset, file).split(sep).join('/'), withMarkers(await readFile(file), markers, escapes))
    }
  }
  return files
}

/** Values known only at deployment (a pool's id in a config.json) stand in the asset as markers. */
const withMarkers = (content: Buffer, markers: Readonly<Record<string, string>>, escapes: boolean): Buffer => {
  if (Object.keys(markers).length === 0) return content
  let text = content.toString('latin1')
  for (const [marker, value] of Object.entries(markers)) {
    const written = escapes ? JSON.stringify(value).slice(1, -1) : value
    text = text.replaceAll(marker, Buffer.from(written).toString('latin1'))
  }
  return Buffer.from(text, 'latin1')
}

const headersFor = (path: string, { SystemMetadata = {}, UserMetadata = {} }: Properties): Record<string, string> => ({
  'content-type': contentTypeOf(path),
  ...Object.fromEntries(Object.entries(SystemMetadata).flatMap(([name, value]) => {
    const header = headerOf[name.toLowerCase()]
    return header ? [[header, value]] : []
  })),
  ...Object.fromEntries(Object.entries(UserMetadata).map(([name, value]) => [`x-amz-meta-${name.toLowerCase()}`, value])),
})

/** Unchanged in bytes and headers: a second start writes nothing. */
const isThere = async (head: Promise<{ etag: string; headers: Record<string, string> } | undefined>, content: Buffer, headers: Readonly<Record<string, string>>): Promise<boolean> => {
  const there = await head
  return there !== undefined &&
    there.etag === createHash('md5').update(content).digest('hex') &&
    Object.entries(headers).every(([name, value]) => there.headers[name] === value)
}

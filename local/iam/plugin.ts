/** AWS::IAM::Role, Policy and ManagedPolicy. The evaluation itself is iam.ts, which the kernel owns. */
import { createHash } from 'node:crypto'
import type { CreatePlugin, PolicyDocument, Realised, Resource } from '../plugin.ts'
import { AWS_MANAGED_POLICIES } from './managed-policies.ts'

export const createPlugin: CreatePlugin = cloud => {
  /** Customer managed policies by ARN. */
  const managed = new Map<string, PolicyDocument>()
  const arn = (kind: 'role' | 'policy', path: string | undefined, name: string) => `arn:aws:iam::${cloud.account}:${kind}${path ?? '/'}${name}`
  /** Roles are named in policies without their path, so the ARN is found by name. */
  const arnOfRole = new Map<string, string>()
  const attachToRoles = (resource: Resource, policyName: string): void => {
    refuse(resource, 'Users', 'Groups')
    for (const role of resource.properties['Roles'] ?? []) {
      const roleArn = arnOfRole.get(role)
      if (!roleArn) throw new Error(`it is attached to the role ${role}, which is not in these stacks.`)
      cloud.iam.attach(roleArn, policyName, resource.properties['PolicyDocument'])
    }
  }

  const role = (resource: Resource): Realised => {
    const { RoleName, Path, AssumeRolePolicyDocument, Policies = [], ManagedPolicyArns = [] } = resource.properties
    refuse(resource, 'PermissionsBoundary')
    const name = RoleName ?? generatedName(resource)
    const roleArn = arn('role', Path, name)
    arnOfRole.set(name, roleArn)
    cloud.iam.declareRole(roleArn, AssumeRolePolicyDocument)
    for (const { PolicyName, PolicyDocument } of Policies) cloud.iam.attach(roleArn, PolicyName, PolicyDocument)
    for (const policyArn of ManagedPolicyArns) {
      const document = managed.get(policyArn) ?? AWS_MANAGED_POLICIES[policyArn]
      if (!document) throw new Error(`the managed policy ${policyArn} is not in local/iam/managed-policies.ts.`)
      cloud.iam.attach(roleArn, policyArn, document)
    }
    return { ref: name, attributes: { Arn: roleArn, RoleId: `AROA${hash(roleArn, 16)}` } }
  }

  return {
    name: 'iam',
    resources: {
      'AWS::IAM::Role': role,
      'AWS::IAM::Policy': resource => {
        attachToRoles(resource, resource.properties['PolicyName'])
        return { ref: resource.properties['PolicyName'], attributes: { Id: resource.logicalId } }
      },
      'AWS::IAM::ManagedPolicy': resource => {
        const policyArn = arn('policy', resource.properties['Path'], resource.properties['ManagedPolicyName'] ?? generatedName(resource))
        managed.set(policyArn, resource.properties['PolicyDocument'])
        attachToRoles(resource, policyArn)
        return { ref: policyArn, attributes: { PolicyArn: policyArn } }
      },
    },
  }
}

/** What would change the answer to "may it?" and is not evaluated must not pass in silence. */
function refuse(resource: Resource, ...properties: string[]): void {
  for (const property of properties) if ([resource.properties[property] ?? []].flat().length > 0) throw new Error(`the local cloud does not evaluate ${property}.`)
}

/** Stable across starts, as CloudFormation's: stack, logical id and a few letters, at most 64 characters. */
const generatedName = ({ stack, logicalId }: Resource): string => `${`${stack}-${logicalId}`.slice(0, 51)}-${hash(`${stack}/${logicalId}`, 12)}`
const hash = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').toUpperCase().slice(0, length)

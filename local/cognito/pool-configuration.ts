/**
 * What the template says about a user pool, read once per start. Whatever this pool cannot do as Cognito
 * does it stops the start with a sentence: a setting silently ignored here would surprise in production.
 */
import type { Resource } from '../plugin.ts'

/** The pool's settings, in the words its operations use. */
export interface PoolConfiguration {
  readonly name: string
  /** `email`: people sign in by mail address and the username is a UUID (the sub). */
  readonly signInBy: 'email' | 'username'
  readonly caseSensitive: boolean
  readonly selfSignUp: boolean
  readonly password: PasswordPolicy
  readonly verifiesEmail: boolean
  /** A changed address counts only once its code has come back. */
  readonly verifiesEmailBeforeUpdate: boolean
  readonly requiredAttributes: readonly string[]
  readonly customAttributes: readonly string[]
  readonly mailFrom: string
  readonly verificationMail: MailTemplate
  readonly invitationMail: MailTemplate
  readonly postConfirmation?: string
  /** The template's properties, for DescribeUserPool. */
  readonly properties: Resource['properties']
}
export interface PasswordPolicy {
  readonly minimumLength: number
  readonly uppercase: boolean
  readonly lowercase: boolean
  readonly numbers: boolean
  readonly symbols: boolean
  readonly temporaryDays: number
}
/** `{####}` stands for the code (or temporary password), `{username}` for the name. */
export interface MailTemplate { readonly subject: string; readonly message: string }

/** Reads AWS::Cognito::UserPool. */
export function poolConfiguration({ properties: p, path, logicalId }: Resource): PoolConfiguration {
  refuseWhatIsNotDoneHere(p, path)
  const policy = p.Policies?.PasswordPolicy ?? {}
  const template = p.VerificationMessageTemplate ?? {}
  const invitation = p.AdminCreateUserConfig?.InviteMessageTemplate ?? {}
  const schema: { Name: string; Required?: boolean; AttributeDataType?: string }[] = p.Schema ?? []
  return {
    name: p.UserPoolName ?? logicalId,
    signInBy: p.UsernameAttributes?.includes('email') ? 'email' : 'username',
    caseSensitive: p.UsernameConfiguration?.CaseSensitive ?? true,
    selfSignUp: !isTrue(p.AdminCreateUserConfig?.AllowAdminCreateUserOnly),
    password: {
      minimumLength: Number(policy.MinimumLength ?? 8),
      // Without a policy in the template Cognito asks for all four kinds of characters.
      uppercase: isTrue(policy.RequireUppercase ?? !p.Policies?.PasswordPolicy),
      lowercase: isTrue(policy.RequireLowercase ?? !p.Policies?.PasswordPolicy),
      numbers: isTrue(policy.RequireNumbers ?? !p.Policies?.PasswordPolicy),
      symbols: isTrue(policy.RequireSymbols ?? !p.Policies?.PasswordPolicy),
      temporaryDays: Number(policy.TemporaryPasswordValidityDays ?? p.AdminCreateUserConfig?.UnusedAccountValidityDays ?? 7),
    },
    verifiesEmail: p.AutoVerifiedAttributes?.includes('email') ?? false,
    verifiesEmailBeforeUpdate: p.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes('email') ?? false,
    requiredAttributes: schema.filter(a => isTrue(a.Required)).map(a => a.Name),
    customAttributes: schema.filter(a => a.AttributeDataType && !standardAttributes.includes(a.Name)).map(a => `custom:${a.Name}`),
    mailFrom: p.EmailConfiguration?.From ?? 'no-reply@verificationemail.com',
    verificationMail: {
      subject: template.EmailSubject ?? p.EmailVerificationSubject ?? 'Your verification code',
      message: template.EmailMessage ?? p.EmailVerificationMessage ?? 'Your verification code is {####}',
    },
    invitationMail: {
      subject: invitation.EmailSubject ?? 'Your temporary password',
      message: invitation.EmailMessage ?? 'Your username is {username} and temporary password is {####}',
    },
    postConfirmation: p.LambdaConfig?.PostConfirmation,
    properties: p,
  }
}

/** What every pool knows without a schema (OpenID Connect's claims). */
export const standardAttributes: readonly string[] = [
  'sub', 'name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website',
  'email', 'email_verified', 'gender', 'birthdate', 'zoneinfo', 'locale', 'phone_number', 'phone_number_verified', 'address', 'updated_at',
]

function refuseWhatIsNotDoneHere(p: Resource['properties'], path: string): void {
  const refuse = (what: string): never => {
    throw new Error(`The user pool ${path} uses ${what}, which the local user pool does not do. Add it in local/cognito, or leave it out of the sandbox stage.`)
  }
  const triggers = Object.keys(p.LambdaConfig ?? {}).filter(name => name !== 'PostConfirmation')
  if (triggers.length) refuse(`the trigger ${triggers.join(', ')}`)
  if (p.MfaConfiguration && p.MfaConfiguration !== 'OFF') refuse('multi-factor sign-in')
  if (p.AliasAttributes?.length) refuse('AliasAttributes')
  if (p.UsernameAttributes?.some((name: string) => name !== 'email')) refuse('sign-in by phone number')
  if (p.AutoVerifiedAttributes?.some((name: string) => name !== 'email')) refuse('verification by SMS')
  if (Number(p.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0) > 0) refuse('PasswordHistorySize')
  if (p.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK') refuse('verification by link')
}

// CloudFormation lets booleans travel as strings.
const isTrue = (value: unknown): boolean => value === true || value === 'true'

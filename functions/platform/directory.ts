/** How staff find people: by how an address or a name begins. Whoever writes either of them writes these keys too. */
import { string } from 'dynamodb-toolbox/schema/string'

/** Letters as people type them: without accents, in lower case. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

export const directories = {
  email: { index: 'gsi2', partition: 'USERS#MAIL' },
  name: { index: 'gsi3', partition: 'USERS#NAME' },
} as const

export const directoryAttributes = { gsi2pk: string().optional().hidden(), gsi2sk: string().optional().hidden(), gsi3pk: string().optional().hidden(), gsi3sk: string().optional().hidden() }
export const emailKeys = (email: string) => ({ gsi2pk: directories.email.partition, gsi2sk: email })
export const nameKeys = (displayName: string, id: string) => ({ gsi3pk: directories.name.partition, gsi3sk: `${folded(displayName)}#${id}` })

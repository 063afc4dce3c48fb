/** S3's bodies: XML in its namespace. */
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'
import { malformedXml } from './errors.ts'

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' })
// Keys are data: no trimming, no numbers, and numeric entities (&#13;) are how clients send line breaks.
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: name => name === 'Part' || name === 'Object',
})

const declaration = { '@version': '1.0', '@encoding': 'UTF-8' }

/** `undefined` fields are left out, arrays become repeated elements. */
export const toXml = (root: string, content: Record<string, unknown>): string =>
  builder.build({ '?xml': declaration, [root]: { '@xmlns': 'http://s3.amazonaws.com/doc/2006-03-01/', ...content } })

/** Errors carry no namespace. */
export const errorXml = (content: Record<string, unknown>): string => builder.build({ '?xml': declaration, Error: content })

/** The root element's fields. Throws MalformedXML for anything else than a document with that root. */
export const fromXml = (text: string, root: string): Record<string, unknown> => {
  if (XMLValidator.validate(text) !== true) throw malformedXml()
  const content: unknown = parser.parse(text)[root]
  if (typeof content !== 'object' || content === null) throw malformedXml()
  return content as Record<string, unknown>
}

/** How S3 writes names when a client asks for `encoding-type=url`. */
export const urlEncoded = (name: string): string => encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%20', '+')

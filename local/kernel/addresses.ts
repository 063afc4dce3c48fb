/** AWS's public addresses, as templates and functions write them, and where the same thing is on this machine. */

/** Replaces every such address in a text: a URL, or a header that holds several. Others stay as they are. */
export function createToLocal(places: { readonly endpoint: string; readonly frontDoor: string }): (text: string) => string {
  const { endpoint, frontDoor } = places
  const rules: readonly [RegExp, string][] = [
    // The slash is kept at the end: in a Content-Security-Policy only a path that ends with one covers what is below it.
    [/https:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.s3(?:\.us-east-1)?\.amazonaws\.com\/?/g, `${endpoint}/$1/`],
    [/https:\/\/\*\.s3(?:\.us-east-1)?\.amazonaws\.com/g, endpoint],
    [/https:\/\/s3(?:\.us-east-1)?\.amazonaws\.com/g, endpoint],
    [/https:\/\/([a-z0-9]+)\.execute-api\.us-east-1\.amazonaws\.com/g, `${endpoint}/_execute-api/$1`],
    [/https:\/\/cognito-idp\.us-east-1\.amazonaws\.com/g, `${endpoint}/cognito`],
    [/https:\/\/[a-z0-9]+\.cloudfront\.net/g, frontDoor],
  ]
  return text => {
    if (!text.includes('https://')) return text
    return rules.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text)
  }
}

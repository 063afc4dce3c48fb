/**
 * What cloudfront-js-2.0 documents of the language's own objects. The local runtime takes everything else away,
 * so that a function cannot lean on what it will not find at the edge. A list is complete for its object;
 * `'*'` leaves an object as it is. (Source: "JavaScript runtime 2.0 features for CloudFront Functions".)
 */
interface Kept { readonly own: string; readonly prototype: string }

const typedArray: Kept = { own: 'from of BYTES_PER_ELEMENT', prototype: 'copyWithin every fill filter find findIndex forEach includes indexOf join lastIndexOf map reduce reduceRight reverse some set slice sort subarray toString length buffer byteLength byteOffset BYTES_PER_ELEMENT' }

export const keptObjects: Readonly<Record<string, Kept | '*'>> = {
  Object: {
    own: 'create defineProperties defineProperty freeze getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getPrototypeOf isExtensible isFrozen isSealed keys preventExtensions seal assign entries values is setPrototypeOf',
    prototype: 'hasOwnProperty isPrototypeOf propertyIsEnumerable toString valueOf __proto__',
  },
  String: {
    own: 'fromCharCode fromCodePoint',
    prototype: 'charAt charCodeAt concat indexOf lastIndexOf match replace search slice split substr substring toLowerCase trim toUpperCase codePointAt endsWith includes repeat startsWith padStart padEnd trimStart trimEnd replaceAll toString valueOf length',
  },
  Number: {
    own: 'EPSILON MAX_SAFE_INTEGER MIN_SAFE_INTEGER MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY isFinite isInteger isNaN isSafeInteger parseInt parseFloat',
    prototype: 'toExponential toFixed toPrecision toString valueOf',
  },
  Array: {
    own: 'isArray of',
    prototype: 'concat every filter forEach indexOf join lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice unshift copyWithin fill find findIndex includes toString length',
  },
  Promise: { own: 'all allSettled any reject resolve race', prototype: 'catch finally then' },
  Function: { own: '', prototype: 'apply bind call toString' },
  ArrayBuffer: { own: 'isView', prototype: 'slice byteLength' },
  Symbol: { own: 'for keyFor iterator asyncIterator hasInstance toPrimitive toStringTag species', prototype: 'toString valueOf' },
  Boolean: '*', Math: '*', RegExp: '*', JSON: '*', Date: '*', DataView: '*',
  Error: '*', EvalError: '*', RangeError: '*', ReferenceError: '*', SyntaxError: '*', TypeError: '*', URIError: '*', AggregateError: '*',
  Float32Array: typedArray, Float64Array: typedArray, Int8Array: typedArray, Int16Array: typedArray, Int32Array: typedArray,
  Uint8Array: typedArray, Uint8ClampedArray: typedArray, Uint16Array: typedArray, Uint32Array: typedArray,
}

/** Functions and constants of the global object; everything else there goes. */
export const keptGlobals: ReadonlySet<string> = new Set([
  ...Object.keys(keptObjects),
  ...'globalThis undefined NaN Infinity decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN parseFloat parseInt'.split(' '),
  // Given by the runtime, not by the language.
  ...'atob btoa Buffer TextEncoder TextDecoder console require'.split(' '),
])

/** Runs inside the function's own realm, before its code. */
export function pruneRealm(realm: Record<string, any>): void {
  // Constructors and iteration need these whatever the documentation lists.
  const always = ['constructor', 'prototype', 'name', 'length']
  const prune = (target: object | undefined, kept: string) => {
    const names = new Set([...always, ...kept.split(' ')])
    if (target) for (const name of Object.getOwnPropertyNames(target)) if (!names.has(name)) Reflect.deleteProperty(target, name)
  }
  for (const [name, kept] of Object.entries(keptObjects)) {
    if (kept === '*') continue
    prune(realm[name], kept.own)
    prune(realm[name]?.prototype, kept.prototype)
  }
  const typed = Object.getPrototypeOf(realm.Uint8Array) as { prototype: object }
  prune(typed, typedArray.own)
  prune(typed.prototype, typedArray.prototype)
  for (const name of Object.getOwnPropertyNames(realm)) if (!keptGlobals.has(name)) Reflect.deleteProperty(realm, name)
}

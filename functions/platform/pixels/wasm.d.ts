/** A WebAssembly file, put into the bundle by bin/embed-wasm.ts: answers its bytes. */
declare module '*.wasm' {
  const bytes: () => Uint8Array<ArrayBuffer>
  export default bytes
}

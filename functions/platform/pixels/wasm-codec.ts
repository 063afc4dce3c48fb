/** Codecs that Emscripten made of C: compiled once, some milliseconds each, when first needed. */
import { once } from '../once.ts'

/**
 * Answers a new instance each time: its memory only ever grows, and one that met broken bytes is not to be trusted again.
 * @param factory what Emscripten exports
 * @param bytes the WebAssembly beside it
 */
export function wasmCodec<Codec>(factory: unknown, bytes: () => Uint8Array<ArrayBuffer>): () => Promise<Codec> {
  const compiled = once(async () => new WebAssembly.Module(bytes()))
  return async () => {
    const wasm = await compiled()
    return (factory as (options: object) => Promise<Codec>)({
      noInitialRun: true,
      print: () => {},
      printErr: () => {},
      instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
        const instance = new WebAssembly.Instance(wasm, imports)
        done(instance)
        return instance.exports
      },
    })
  }
}

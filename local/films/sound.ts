/** Slow chords of soft voices, for want of an orchestra. Pure: samples in, nothing else. */
import { between, random } from './random.ts'

const tableSize = 4096
/** A sine with a little of its overtones. */
const voice = Float32Array.from({ length: tableSize + 1 }, (_, index) => {
  const turn = (index / tableSize) * 2 * Math.PI
  return Math.sin(turn) + 0.22 * Math.sin(2 * turn) + 0.07 * Math.sin(3 * turn)
})

/** Semitones over the root; four chords that want to come round again. */
const progressions = [
  [[0, 7, 12, 16], [-3, 4, 9, 16], [-7, 5, 9, 14], [-5, 7, 11, 14]],
  [[0, 7, 12, 15], [-4, 3, 8, 15], [-9, 3, 7, 12], [-2, 5, 10, 14]],
  [[0, 7, 14, 16], [5, 9, 12, 19], [-3, 4, 12, 16], [-5, 2, 11, 14]],
]

/** Two channels, one after the other, each of `count` samples between -1 and 1. */
export function chordPads(seconds: number, sampleRate: number, seed: number): Float32Array {
  const chance = random(seed ^ 0x50d)
  const count = Math.round(seconds * sampleRate)
  const sound = new Float32Array(count * 2)
  const progression = progressions[Math.floor(chance() * progressions.length)]!
  const root = 110 * 2 ** (Math.floor(between(chance, -3, 4)) / 12)
  const chordSeconds = Math.min(6, Math.max(2, seconds / 4))
  for (let chord = 0; chord * chordSeconds < seconds; chord++) {
    for (const [index, semitones] of progression[chord % progression.length]!.entries()) {
      const pan = 0.5 + 0.3 * Math.sin(index * 2.4 + chord)
      for (const detune of [0.9985, 1.0012]) {
        addVoice(sound, count, { from: chord * chordSeconds * sampleRate, length: chordSeconds * 1.5 * sampleRate, frequency: (root * 2 ** (semitones / 12) * detune) / sampleRate, loudness: 0.05 / (1 + index * 0.15), pan, phase: chance() * tableSize })
      }
    }
  }
  fadeOut(sound, count, sampleRate * Math.min(1.5, seconds / 4))
  return sound
}

interface Voice { readonly from: number; readonly length: number; readonly frequency: number; readonly loudness: number; readonly pan: number; readonly phase: number }

function addVoice(sound: Float32Array, count: number, { from, length, frequency, loudness, pan, phase }: Voice): void {
  const start = Math.round(from)
  const end = Math.min(count, Math.round(from + length))
  let at = phase
  for (let index = start; index < end; index++) {
    const age = (index - start) / length
    // Up over the first third, away over the rest, without a corner.
    const swell = age < 0.33 ? age / 0.33 : (1 - age) / 0.67
    const value = voice[at | 0]! * loudness * swell * swell * (3 - 2 * swell)
    sound[index]! += value * (1 - pan)
    sound[count + index]! += value * pan
    at += frequency * tableSize
    if (at >= tableSize) at -= tableSize
  }
}

function fadeOut(sound: Float32Array, count: number, length: number): void {
  for (let index = Math.max(0, Math.round(count - length)); index < count; index++) {
    const left = (count - index) / length
    sound[index]! *= left
    sound[count + index]! *= left
  }
}

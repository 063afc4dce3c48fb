/** Every contract of the platform, in the order in which the reference tells them. */
import { auditContract } from '../audit/contract.ts'
import { authContract } from '../auth/contract.ts'
import { channelsContract } from '../channels/contract.ts'
import { picturesContract } from '../pictures/contract.ts'
import type { ContractShape } from '../platform/contract.ts'
import { playbackContract } from '../playback/contract.ts'
import { sharingContract } from '../sharing/contract.ts'
import { usersContract } from '../users/contract.ts'
import { videosContract } from '../videos/contract.ts'
import { systemContract } from './contract.ts'

export const allContracts: readonly ContractShape[] = [authContract, channelsContract, videosContract, picturesContract, playbackContract, sharingContract, usersContract, auditContract, systemContract]

/** As in package.json. */
export const apiVersion = '0.1.0'

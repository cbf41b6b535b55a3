import { plugContract } from '@steckwerk/plug/testing'
import { communityPlug } from './community-plug.ts'

plugContract(() => communityPlug)

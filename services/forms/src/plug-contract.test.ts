import { plugContract } from '@steckwerk/plug/testing'
import { formsPlug } from './forms-plug.ts'

plugContract(() => formsPlug)

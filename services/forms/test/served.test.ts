import { plugProcess, servedPlugContract } from '@steckwerk/plug/testing'

servedPlugContract((hubUrl) => plugProcess(hubUrl, new URL('../src/forms-plug.ts', import.meta.url), 'formsPlug'))

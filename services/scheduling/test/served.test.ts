import { plugProcess, servedPlugContract } from '@steckwerk/plug/testing'

servedPlugContract((hubUrl) => plugProcess(hubUrl, new URL('../src/service.ts', import.meta.url), 'schedulingPlug'))

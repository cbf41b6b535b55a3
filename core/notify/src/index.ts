export type { Language, Notice, NoticeTarget, NoticeTemplate, NoticeTopic, Notify } from './contract.ts'

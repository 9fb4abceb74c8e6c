import { humanReport } from '../diagnostics/human.ts';
import type { Writer } from '../diagnostics/writer.ts';

/** The forms that messages can be written in; all but the one for people are loaded when they are asked for. */
export const reports = {
  human: async (): Promise<Writer> => humanReport,
  json: async (): Promise<Writer> => (await import('../diagnostics/json.ts')).jsonReport,
  sarif: async (): Promise<Writer> => (await import('../diagnostics/sarif.ts')).sarifReport,
  junit: async (): Promise<Writer> => (await import('../diagnostics/junit.ts')).junitReport,
  markdown: async (): Promise<Writer> => (await import('../diagnostics/markdown.ts')).markdownReport,
  html: async (): Promise<Writer> => (await import('../diagnostics/html.ts')).htmlReport,
  github: async (): Promise<Writer> => (await import('../diagnostics/github.ts')).githubReport,
} as const;

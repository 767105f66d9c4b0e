/** The operator's hands: the same admin API that a script would use. */
export interface CaseRow {
  id: string
  firmId: string
  state: string
  claimedBy: unknown
  /** What the desk was asked to do about it, if it was. */
  desk: { reason: string } | null
}

export interface NoticeRow {
  id: string
  firmId: string
  state: string
  sentAt: string | null
  readAt: string | null
  /** Persons, in the order they were told. */
  told: string[]
}

/** How far the story has come, as the program itself tells. */
export interface Progress {
  cases: CaseRow[]
  notices: NoticeRow[]
}

export const NO_PROGRESS: Progress = { cases: [], notices: [] }

export function createAdmin(token: string) {
  const call = async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`/admin/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    // Ours; errors are problem details.
    const read = (await answer.json()) as T & { title?: string; detail?: string }
    if (!answer.ok) throw new Error(read.detail ?? read.title ?? `status ${answer.status}`)
    return read
  }
  return {
    /** Answers when everything that was due on the way has run. */
    advance: (advanceMs: number) => call<{ now: string }>('POST', '/clock', { advanceMs }),
    invite: (firmId: string, role: string) => call<{ code: string }>('POST', '/invites', { firmId, role }),
    progress: async (): Promise<Progress> => {
      const [cases, notices] = await Promise.all([
        call<{ items: CaseRow[] }>('GET', '/cases?limit=100'),
        call<{ items: NoticeRow[] }>('GET', '/notices?limit=100'),
      ])
      return { cases: cases.items, notices: notices.items }
    },
  }
}

export type Admin = ReturnType<typeof createAdmin>

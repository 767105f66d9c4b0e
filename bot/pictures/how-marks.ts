/** Words on the screens that are drawn, and beside them: as the machines themselves call it where they do. */
export const HOW_MARKS = [
  ...['here', 'cable', 'push', 'pull', 'long-push', 'once', 'on', 'off', 'no-power', 'no-close', 'good', 'note', 'bin'],
  ...['settings', 'wifi', 'airplane', 'apps', 'software', 'uninstall', 'change', 'remove', 'share', 'name'],
  ...['lock', 'sign-out', 'change-password', 'password', 'account', 'mail', 'usual'],
  ...['system-settings', 'about-mac', 'applications', 'others', 'add-account', 'users-groups', 'add-user', 'standard'],
  ...[
    'administrator',
    'own-name',
    'other-name',
    'spared',
    'daily',
    'display',
    'search',
    'pc-name',
    'see-pc-name',
    'device-name',
  ],
] as const
export type HowMark = (typeof HOW_MARKS)[number]

export type Marks = Readonly<Record<HowMark, string>>

export const countermeasures = {
  way: {
    cable: 'How to pull the cable',
    windows: 'How on Windows',
    mac: 'How on a Mac',
    phone: 'How on a phone',
    browser: 'How to change it',
    keep: 'How to leave it on',
  },
  /** On the pictures of how something is done. */
  mark: {
    here: 'here',
    cable: 'network cable',
    push: 'press the clip',
    pull: 'pull',
    'long-push': 'hold',
    once: 'press once',
    on: 'connected',
    off: 'switched off',
    'no-power': 'do not switch off',
    'no-close': 'do not close',
    good: 'like this',
    note: 'Do not touch',
    bin: 'Bin',
    settings: 'Settings',
    wifi: 'Wi-Fi',
    airplane: 'Airplane mode',
    apps: 'Apps',
    software: 'the software',
    uninstall: 'Uninstall',
    change: 'Change',
    remove: 'Remove',
    share: 'Share',
    name: 'Name',
    lock: 'Lock',
    'sign-out': 'Sign out',
    'change-password': 'Change a password',
    password: 'Password',
    account: 'Accounts',
    mail: 'not from the mail',
    usual: 'as you always do',
    'system-settings': 'System Settings…',
    'about-mac': 'About This Mac',
    applications: 'Applications',
    others: 'Other users',
    'add-account': 'Add account',
    'users-groups': 'Users & Groups',
    'add-user': 'Add User',
    standard: 'Standard',
    administrator: 'Administrator',
    'own-name': 'your name',
    'other-name': 'another name',
    spared: 'not for every day',
    daily: 'for every day',
    search: 'Search',
    'pc-name': 'PC name',
    'see-pc-name': 'View your PC name',
    'device-name': 'Device name',
    display: 'Display',
  },
  unplug: {
    why: 'Once it is off the network, nobody outside can do anything more. Without a cable, switching the wireless off is enough.',
    cable: {
      heading: 'How to pull the cable',
      1: 'Look for the network cable, at the side or the back of the PC.',
      2: 'Press the small clip at its end, and pull straight.',
    },
    windows: {
      heading: 'Switching the wireless off (Windows)',
      1: 'At the bottom right of the screen, press the picture of a fan.',
      2: 'Press “Wi-Fi” once, so that its colour goes out.',
    },
    mac: {
      heading: 'Switching the wireless off (Mac)',
      1: 'At the top right of the screen, press the picture of a fan.',
      2: 'Move the switch beside “Wi-Fi” to the left.',
    },
    phone: {
      heading: 'Switching the wireless off (phone)',
      1: 'Open the settings and press “Wi-Fi”.',
      2: 'Move the topmost switch to the left.',
    },
  },
  'keep-on': {
    why: 'Once it is switched off, nobody can tell what happened. Leave it on, and let nobody touch it.',
    keep: {
      heading: 'Leaving the PC on',
      1: 'Even when the screen goes dark, do not press the power button.',
      2: 'Leave the lid open, and stick a note on it: “Do not touch”.',
    },
  },
  'leave-alone': {
    why: 'When nobody knows of it, something bad may be going on. If somebody was at work, there is nothing to do: press “Done”.',
  },
  'leave-files': {
    why: 'Something harmful may hide in files that have just arrived. As long as they are not opened, it does not start.',
  },
  'change-password': {
    why: 'A password that somebody knows is used until it is changed. A long one that is used nowhere else is safe.',
    windows: {
      heading: 'Changing the password (Windows)',
      1: 'Press “Ctrl”, “Alt” and “Delete” together.',
      2: 'Press “Change a password” and enter a new one.',
    },
    mac: {
      heading: 'Changing the password (Mac)',
      1: 'From the apple at the top left, open “System Settings”.',
      2: 'Where it says “Password”, press “Change”.',
    },
  },
  'change-web-password': {
    why: 'A password that somebody knows is used until it is changed. If nobody entered one, there is nothing to do: press “Done”.',
    browser: {
      heading: 'Changing the password',
      1: 'Press nothing in the mail; open the page as you always do.',
      2: 'Under “Settings” or “Account”, press “Change password”.',
    },
  },
  'remove-software': {
    why: 'Software that nobody uses can let bad people in. If you need it for work, keep it and press “I cannot”.',
    windows: {
      heading: 'Removing software (Windows)',
      1: 'Open “Apps” in the settings and look for the software.',
      2: 'Press “…” on the right, and then “Uninstall”.',
    },
    mac: {
      heading: 'Removing software (Mac)',
      1: 'Open “Applications” in the Finder.',
      2: 'Move the software onto the picture of the bin.',
    },
    phone: {
      heading: 'Removing an app (phone)',
      1: 'Hold your finger on the picture of the app.',
      2: 'Press “Remove” or “Uninstall”.',
    },
  },
  'new-account': {
    why: 'When you work under a name that may do anything, a mistake does much harm. Under a name for every day it does little.',
    windows: {
      heading: 'A name for every day (Windows)',
      1: 'Open “Other users” under “Accounts” in the settings.',
      2: 'Press “Add account” and enter a name.',
    },
    mac: {
      heading: 'A name for every day (Mac)',
      1: 'Open “Users & Groups” in “System Settings”.',
      2: 'Press “Add User” and choose “Standard”.',
    },
  },
  'spare-administrator': {
    why: 'The administrator name is like a key to the whole firm. The less it is used, the harder it is to steal.',
    windows: {
      heading: 'Administrator or not (Windows)',
      1: 'Open “Accounts” in “Settings”, and look below your name.',
      2: 'If it says “Administrator”, use another name for daily work.',
    },
    mac: {
      heading: 'Administrator or not (Mac)',
      1: 'Open “Users & Groups” in “System Settings”, and look below your name.',
      2: 'If it says “Admin”, use another name for daily work.',
    },
  },
  'ask-typed': {
    why: 'If nothing was typed, nothing was stolen. If something was, there is one more thing to do.',
  },
  'ask-work': { why: 'Somebody’s work can look the same. Once that is known, there is nothing to worry about.' },
  'ask-service': {
    why: 'Once the service is known, it can be made unreadable. Whoever used it knows at once.',
  },
  'ask-needed': {
    why: 'What is needed for work does not have to go. Asking whoever uses it is the quickest way.',
  },
  'ask-sent': {
    why: 'If somebody sent them, it is normal work. If nobody did, or if you do not know, press “I cannot”.',
  },
  'name-service': {
    why: 'Once we know its name, we find out how to mend it and tell you. The name is enough: please do not write the password.',
  },
  'tell-staff': {
    why: 'One person with a simple password is enough to let somebody in. One word in the morning makes you much safer.',
  },
  'tell-maker': {
    why: 'The company that made it can find out whether there is a weak spot. If you do not know whom to ask, press “I cannot”.',
  },
  'check-net': {
    why: 'If the pages you usually read open, the network works. If they do not, or are slow, press “I cannot”.',
  },
} as const

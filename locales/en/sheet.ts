export const sheet = {
  picture: 'Your firm and the goal, compared',
  page: 'See the result larger',
  print: 'Print it on paper (PDF)',
  points: '{{points}} points',
  of: 'of {{max}}',
  own: 'Your firm',
  goal: {
    industry: 'Goal: mean of {{firms}} firms of your industry',
    participants: 'Goal: mean of {{firms}} firms that answered',
  },
  others: 'Mean of {{firms}} firms that answered',
  national: {
    heading: 'Of {{firms}} firms of the whole country (national survey of 2024), at least partly:',
    share: '{{percent}} %',
  },
  measures: 'What to do first',
  cost: 'Money',
  time: 'Time',
  minutes: '{{minutes}} min',
  note: {
    industry: 'The goal is the mean of the {{firms}} firms of your industry in this region that answered.',
    participants:
      'The goal is the mean of the {{firms}} firms in this region that answered. Fewer than five are of your industry.',
    none: 'Fewer than five firms have answered, so there is no goal yet.',
    national: 'There are no national means for the fields of the picture.',
    version: '{{title}}, version {{version}}',
  },
  figures: 'As figures',
  caption: 'The further out, the better. ▼ is below the goal.\nNo national means exist.',
  'caption-alone': 'The further out, the better.\nNo national means exist.',
  expired: {
    heading: 'The time to look at this page is over',
    next: 'Send “結果” or “星” to get a new page.',
    region: 'Ask whoever sent you this page for a new link.',
    photo: 'Open the firm’s card again for a new link.',
  },
  unknown: {
    heading: 'This page was not found',
    next: 'Please open it again with the button that you were sent. If that does not help, send “相談”.',
    round: 'This survey is not open now. Please ask whoever gave you the paper.',
  },
  busy: {
    heading: 'Many people are looking just now',
    next: 'Please wait a moment and open it again.',
  },
} as const

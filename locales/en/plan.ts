/** What a firm can take for money. */
export const plan = {
  heading: { all: 'What it costs', within: 'What fits your budget' },
  budget: {
    within: 'For at most {{yearly}} yen a year, which is {{monthly}} yen a month.',
    none: 'There is nothing for {{yearly}} yen a year, or {{monthly}} yen a month, right now. “Diagnosis” shows what can be done for 0 yen.',
    free: 'These cost nothing.',
    'no-free': 'There is nothing free right now. “Diagnosis” shows what can be done for 0 yen.',
  },
  price: {
    free: '0 yen',
    month: '{{yen}} yen a month',
    each: '{{yen}} yen a month for each PC',
    pcs: '{{monthly}} yen a month ({{yen}} yen for each of {{pcs}} PCs)',
  },
  line: '{{price}}\n{{says}}',
  'line-part': '{{price}}\n{{says}}\nNot watched: {{left}}',
  tax: 'The cheapest first, tax included.',
  'tax-more_one': 'The cheapest first, tax included. There is one more: press “Consult” to ask.',
  'tax-more_other': 'The cheapest first, tax included. There are {{count}} more: press “Consult” to ask.',
  ask: 'Press “Consult” to hear more.',
  none: 'This region has no plans with prices yet. Send “Consult” to ask anything.',
  button: { all: 'Show the other plans' },
} as const

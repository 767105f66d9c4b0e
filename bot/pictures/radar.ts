import type { EChartsCoreOption } from 'echarts/core'
import { pngOf, svgOf } from './charts.ts'
import { FONT, wrapped } from './fonts.ts'

/** Own against goal, axis by axis; every text is in the reader's language already. */
export interface Radar {
  axes: readonly RadarAxis[]
  /** `goal` and `others` name their base and N; '' where there are none. */
  legend: { own: string; goal: string; others: string }
  /** How it is to be read. */
  caption: string
}

export interface RadarAxis {
  label: string
  /** Percent; null where nothing was answered. */
  own: number | null
  /** Percent; null where too few firms answered, or nobody measured it. */
  goal: number | null
  /** All participants', where the goal is the industry's. */
  others: number | null
}

/** What it is laid out in: letters of 17 are 35 pixels high in the picture, and 13 on a phone that shows it 375 wide. */
const WIDTH = 500
const LETTERS = 17
const RADIUS = 134
const LABEL_GAP = 12
const LABEL_LINES = 2
const LEGEND = { left: 32, line: 24, width: 23, lines: 2, gap: 10 }
const CAPTION = { line: 22, width: 30, lines: 2, letters: 15 }

/** Blue and vermilion of Okabe and Ito, which nobody confuses; the lines and marks differ as well, and print in grey. */
const COLOUR = { own: '#0072B2', goal: '#C2410C', others: '#57606A', ink: '#1F2937', faint: '#4B5563', line: '#CBD5E1' }

export const radarPng = async (radar: Radar): Promise<Uint8Array> => pngOf(await radarSvg(radar))

export const radarSvg = (radar: Radar): Promise<string> =>
  svgOf(optionOf(radar), { width: WIDTH, height: heightOf(radar) })

const CHART_HEIGHT = 2 * (RADIUS + LABEL_GAP + LABEL_LINES * (LETTERS + 3) + 4)
const legendLines = ({ legend }: Radar): string[][] =>
  drawn(legend).map((text) => wrapped(text, LEGEND.width, LEGEND.lines))
const drawn = ({ own, goal, others }: Radar['legend']): string[] => [own, goal, others].filter((text) => text !== '')
const captionTop = (radar: Radar): number =>
  CHART_HEIGHT +
  legendLines(radar).reduce((height, lines) => height + lines.length * LEGEND.line + LEGEND.gap, LEGEND.gap)
const captionLines = ({ caption }: Radar): string[] =>
  caption.split('\n').flatMap((line) => wrapped(line, CAPTION.width, CAPTION.lines))
const heightOf = (radar: Radar): number => captionTop(radar) + captionLines(radar).length * CAPTION.line + CAPTION.line

/** A chart in polar coordinates rather than echarts' radar, which draws a missing value as nought. */
function optionOf(radar: Radar): EChartsCoreOption {
  const names = legendLines(radar).map((lines) => lines.join('\n'))
  return {
    animation: false,
    textStyle: { fontFamily: FONT.family, color: COLOUR.ink },
    polar: { center: [WIDTH / 2, CHART_HEIGHT / 2], radius: RADIUS },
    angleAxis: angleAxis(radar),
    radiusAxis,
    legend: legend(names),
    title: captionOf(radar),
    series: seriesOf(radar, names),
  }
}

/** A scale that comes round to its beginning, so that the last axis is as far from the first as from the one before. */
const angleAxis = ({ axes }: Radar) => ({
  type: 'value',
  min: 0,
  max: axes.length,
  interval: 1,
  axisLine: { lineStyle: { color: COLOUR.line } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: COLOUR.line } },
  axisLabel: {
    margin: LABEL_GAP,
    formatter: (place: number) => labelOf(axes, place),
    rich: {
      weak: { ...letters, fontWeight: 'bold', color: COLOUR.ink },
      good: { ...letters, color: COLOUR.faint },
    },
  },
})

const letters = { fontFamily: FONT.family, fontSize: LETTERS, lineHeight: LETTERS + 3 }

/** Below the goal is told by a sign and by weight, not by colour alone. */
const isWeak = ({ own, goal }: RadarAxis): boolean => own !== null && goal !== null && own < goal

function labelOf(axes: readonly RadarAxis[], place: number): string {
  const axis = axes[place]
  if (!axis) return ''
  const [look, sign] = isWeak(axis) ? ['weak', '▼'] : ['good', '']
  const lines = wrapped(`${sign}${axis.label}`, roomAt(place / axes.length), LABEL_LINES)
  return lines.map((line) => `{${look}|${line.replaceAll(/[{}|]/g, ' ')}}`).join('\n')
}

/** From where a label begins to the picture's edge, in letters; the ones on top and at the foot stand between two others. */
function roomAt(turn: number): number {
  const aside = Math.abs(Math.sin(2 * Math.PI * turn))
  const room = aside < 0.3 ? 2 * 0.38 * (RADIUS + LABEL_GAP) : WIDTH / 2 - aside * (RADIUS + LABEL_GAP)
  return (room - 2) / LETTERS
}

const radiusAxis = {
  min: 0,
  max: 100,
  interval: 25,
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { show: false },
  splitLine: { lineStyle: { color: COLOUR.line } },
}

const legend = (names: readonly string[]) => ({
  data: names,
  orient: 'vertical',
  left: LEGEND.left,
  top: CHART_HEIGHT,
  itemWidth: 56,
  itemHeight: 16,
  padding: [LEGEND.gap, 0],
  itemGap: LEGEND.gap,
  selectedMode: false,
  textStyle: { fontSize: LETTERS, lineHeight: LEGEND.line, color: COLOUR.ink },
})

const captionOf = (radar: Radar) => ({
  text: captionLines(radar).join('\n'),
  left: LEGEND.left,
  top: captionTop(radar),
  padding: 0,
  textStyle: {
    fontSize: CAPTION.letters,
    lineHeight: CAPTION.line,
    fontWeight: 'normal',
    color: COLOUR.faint,
    fontFamily: FONT.family,
  },
})

const OWN_LOOK = {
  symbol: 'circle',
  symbolSize: 11,
  itemStyle: { color: COLOUR.own },
  lineStyle: { color: COLOUR.own, width: 3.5 },
  areaStyle: { color: COLOUR.own, opacity: 0.16 },
}
/** Small marks without a line: there, and not in the way. */
const OTHERS_LOOK = {
  symbol: 'rect',
  symbolSize: 6,
  itemStyle: { color: COLOUR.others },
  lineStyle: { width: 0, opacity: 0 },
}
const GOAL_LOOK = {
  symbol: 'diamond',
  symbolSize: 13,
  itemStyle: { color: '#ffffff', borderColor: COLOUR.goal, borderWidth: 2 },
  lineStyle: { color: COLOUR.goal, width: 2.5, type: [7, 5] },
}

/** Own is drawn last, over the others. */
function seriesOf({ axes, legend: { goal, others } }: Radar, [own = '', second = '', third = '']: readonly string[]) {
  const ring = (of: 'own' | 'goal' | 'others', name: string, look: object) =>
    series(
      name,
      axes.map((axis) => axis[of]),
      look,
    )
  return [
    ...(others === '' ? [] : [ring('others', goal === '' ? second : third, OTHERS_LOOK)]),
    ...(goal === '' ? [] : [ring('goal', second, GOAL_LOOK)]),
    ring('own', own, OWN_LOOK),
  ]
}

/** The first value once more at the end closes the ring. */
const series = (name: string, values: readonly (number | null)[], look: object) => ({
  type: 'line',
  coordinateSystem: 'polar',
  name,
  data: [...values, values[0] ?? null].map((value, place) => [value ?? '-', place]),
  connectNulls: false,
  clip: false,
  silent: true,
  ...look,
})

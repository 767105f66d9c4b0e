import type { EChartsCoreOption } from 'echarts/core'
import { FONT, widthOf, wrapped } from './fonts.ts'

/** Own against goal, axis by axis; every text is in the reader's language already. */
export interface Radar {
  axes: readonly RadarAxis[]
  /** `goal` names its base and N; '' where there is no goal at all. */
  legend: { own: string; goal: string }
  /** How it is to be read. */
  caption: string
}

export interface RadarAxis {
  label: string
  /** Percent; null where nothing was answered. */
  own: number | null
  /** Percent; null where too few firms answered, or nobody measured it. */
  goal: number | null
}

const PIXELS = 1_040
/** What it is laid out in: letters of 17 are 35 pixels high in the picture, and 13 on a phone that shows it 375 wide. */
const WIDTH = 500
const LETTERS = 17
const RADIUS = 134
const LABEL_GAP = 12
const LABEL_LINES = 2
const LEGEND = { left: 32, line: 24, width: 23, lines: 2, gap: 10 }
const CAPTION = { line: 22, width: 30, lines: 2, letters: 15 }

/** Blue and vermilion of Okabe and Ito, which nobody confuses; the lines and marks differ as well, and print in grey. */
const COLOUR = { own: '#0072B2', goal: '#C2410C', ink: '#1F2937', faint: '#4B5563', line: '#CBD5E1' }

/** PNG, `PIXELS` wide. */
export async function radarPng(radar: Radar): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const picture = await renderAsync(await radarSvg(radar), {
    background: '#ffffff',
    fitTo: { mode: 'width', value: PIXELS },
    font: { fontFiles: [FONT.regular, FONT.bold], loadSystemFonts: false, defaultFontFamily: FONT.family },
  })
  return picture.asPng()
}

export async function radarSvg(radar: Radar): Promise<string> {
  const { init } = await charts()
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: heightOf(radar) })
  try {
    chart.setOption(optionOf(radar))
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

type Charts = typeof import('echarts/core')
let loaded: Promise<Charts> | undefined

/** 100 MB and a second: loaded when the first picture is wanted. */
const charts = (): Promise<Charts> => (loaded ??= load())

async function load(): Promise<Charts> {
  const [core, { LineChart }, components, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ])
  core.use([LineChart, components.PolarComponent, components.LegendComponent, components.TitleComponent, SVGRenderer])
  core.setPlatformAPI({
    measureText: (text, font = '') => ({ width: widthOf(text) * Number(/([\d.]+)px/.exec(font)?.[1] ?? LETTERS) }),
  })
  return core
}

const CHART_HEIGHT = 2 * (RADIUS + LABEL_GAP + LABEL_LINES * (LETTERS + 3) + 4)
const legendLines = ({ legend }: Radar): string[][] =>
  [legend.own, legend.goal].filter((text) => text !== '').map((text) => wrapped(text, LEGEND.width, LEGEND.lines))
const captionTop = (radar: Radar): number =>
  CHART_HEIGHT +
  legendLines(radar).reduce((height, lines) => height + lines.length * LEGEND.line + LEGEND.gap, LEGEND.gap)
const captionLines = ({ caption }: Radar): string[] => wrapped(caption, CAPTION.width, CAPTION.lines)
const heightOf = (radar: Radar): number => captionTop(radar) + captionLines(radar).length * CAPTION.line + CAPTION.line

/** A chart in polar coordinates rather than echarts' radar, which draws a missing value as nought. */
function optionOf(radar: Radar): EChartsCoreOption {
  const [own = '', goal = ''] = legendLines(radar).map((lines) => lines.join('\n'))
  return {
    animation: false,
    textStyle: { fontFamily: FONT.family, color: COLOUR.ink },
    polar: { center: [WIDTH / 2, CHART_HEIGHT / 2], radius: RADIUS },
    angleAxis: angleAxis(radar),
    radiusAxis,
    legend: legend([own, goal].filter((name) => name !== '')),
    title: captionOf(radar),
    series: [
      ...(goal === ''
        ? []
        : [
            series(
              goal,
              radar.axes.map((axis) => axis.goal),
              GOAL_LOOK,
            ),
          ]),
      series(
        own,
        radar.axes.map((axis) => axis.own),
        OWN_LOOK,
      ),
    ],
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
const GOAL_LOOK = {
  symbol: 'diamond',
  symbolSize: 13,
  itemStyle: { color: '#ffffff', borderColor: COLOUR.goal, borderWidth: 2 },
  lineStyle: { color: COLOUR.goal, width: 2.5, type: [7, 5] },
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

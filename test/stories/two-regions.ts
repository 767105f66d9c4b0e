import { type Playground, startPlayground } from '#playground/start.ts'
import { platformOf } from '../support/two-regions.ts'
import {
  type Body,
  type LinePhone,
  linePhone,
  openStory,
  type SlackDesk,
  type Story,
  type StoryOptions,
  slackDesk,
} from './world.ts'

/** 岩手 with the installation's own account, and 宮城 with one of its own beside it. */
export interface TwoRegions {
  story: Story
  miyagi: {
    playground: Playground
    regionId: string
    firmId: string
    account: Body
    line: LinePhone
    /** What the admin API takes of what LINE shows. */
    credentials(): { channelAccessToken: string; channelSecret: string }
    /** LINE tells the program, wherever it runs now. */
    isHeard(): void
    slack: SlackDesk
    /** What Slack shows whoever makes a workspace the region’s. */
    workspace(): { credentials: { botToken: string; signingSecret: string }; channels: Record<string, string> }
    /** Makes the workspace the region’s own, and has it heard. */
    movesIn(): Promise<Body>
    isHeardFrom(accountId: string): void
  }
}

export async function openTwoRegions(options: StoryOptions = {}): Promise<TwoRegions> {
  const stage: { miyagi?: Playground } = {}
  const story = await openStory({
    ...options,
    async beside(clock, iwate) {
      const miyagi = await startPlayground({ now: () => clock.now(), seed: 8, slackBurst: 10_000, lineQuota: null })
      stage.miyagi = miyagi
      const both = [iwate, miyagi]
      const line = await platformOf(
        both.map(({ control, line: { origin } }) => ({
          takes: (token) => token === control.line.credentials().accessToken,
          origin,
        })),
      )
      const slack = await platformOf(
        both.map(({ control, slack: { origin } }) => ({
          takes: (token) => token === control.slack.credentials().botToken,
          origin,
        })),
      )
      return {
        environment: {
          LINE_API_BASE_URL: line.origin,
          LINE_DATA_API_BASE_URL: line.origin,
          SLACK_API_URL: `${slack.origin}/api/`,
        },
        settled: miyagi.control.settled,
        async close() {
          await miyagi.stop()
          await line.close()
          await slack.close()
        },
      }
    },
  })
  const { miyagi: playground } = stage
  if (!playground) throw new Error('nobody plays 宮城')
  const region = await story.made('/regions', { name: '宮城' })
  const firm = await story.made('/firms', { regionId: region.id, name: '気仙水産', phone: '0226-00-0001' })
  const credentials = () => {
    const { accessToken, channelSecret } = playground.control.line.credentials()
    return { channelAccessToken: accessToken, channelSecret }
  }
  const body = { regionId: region.id, platform: 'line', credentials: credentials() }
  const account = await story.made('/accounts', body)
  const isHeard = (): void => playground.setWebhooks({ line: `${story.app.url}/webhooks/line/${account.id}` })
  isHeard()
  const invite = async (role: string, firmId = firm.id): Promise<string> =>
    (await story.made('/invites', { firmId, role })).code
  const line = linePhone(playground, story.settle, invite)
  const workspace = () => {
    const { analysts, desk, dispatch, operations, insurer } = playground.slack.channels
    const channels = { analysts, desk, dispatch, operations, insurer }
    return { credentials: playground.control.slack.credentials(), channels }
  }
  const isHeardFrom = (accountId: string): void =>
    playground.setWebhooks({ slack: `${story.app.url}/webhooks/slack/${accountId}` })
  return {
    story,
    miyagi: {
      ...{ playground, regionId: region.id, firmId: firm.id, account, line, credentials, isHeard },
      ...{ slack: slackDesk(playground, story.settle), workspace, isHeardFrom },
      async movesIn() {
        const own = await story.made('/accounts', { regionId: region.id, platform: 'slack', ...workspace() })
        isHeardFrom(own.id)
        return own
      },
    },
  }
}

import type { Random } from './random.ts'

/** Names as Japanese firms, shops and towns register them, put together from what such names are made of. */
export function romajiName(random: Random): string {
  const { one, next } = random
  const suffix = one(['co.jp', 'jp', 'jp', 'com', 'or.jp', 'ne.jp', 'net', 'gr.jp', 'ac.jp', 'info', 'shop', 'biz'])
  const head = one([FAMILIES, PLACES, GIVEN, WORDS][random.between(0, 3)] ?? WORDS)
  const tail = next() < 0.8 ? one(next() < 0.7 ? TRADES : WORDS) : ''
  const third = next() < 0.15 ? one(WORDS) : ''
  const number = next() < 0.06 ? String(random.between(1, 99)) : ''
  const join = next() < 0.4 ? '-' : ''
  return `${[head, tail, third].filter((part) => part !== '').join(join)}${number}.${suffix}`
}

const words = (text: string): string[] => text.trim().split(/\s+/)

const FAMILIES = words(`
  sato suzuki takahashi tanaka ito watanabe yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi matsumoto
  inoue kimura hayashi shimizu saito yamazaki mori abe ikeda hashimoto ishikawa yamashita ogawa ishii hasegawa goto okada
  kondo maeda fujita endo aoki sakamoto murakami ota kaneko fujii fukuda nishimura miura takeuchi nakajima okamoto matsuda
  harada nakagawa fujiwara ono tamura ueda kudo kikuchi sugawara onodera chiba oikawa kumagai konno abiko hatakeyama
  shoji muraki tsuchiya mizuno uchida sugimoto hirano kubo iwasaki sakurai noguchi matsui kinoshita nomura tsukamoto
  kikkawa chikamatsu yoshikawa mukai ryuzaki kurihara kanzaki ohtsuka shibuya hoshino kawaguchi tsunoda iizuka`)
const PLACES = words(`
  tokyo osaka kyoto nagoya sendai sapporo fukuoka hiroshima kobe yokohama kawasaki niigata miyagi iwate fukushima aomori akita
  yamagata ibaraki tochigi gunma saitama toyama ishikawa fukui yamanashi nagano gifu shizuoka aichi mie shiga hyogo
  nara wakayama tottori shimane okayama tokushima kagawa ehime kochi saga nagasaki kumamoto oita miyazaki kagoshima okinawa
  kesennuma ishinomaki shiogama natori iwanuma tome kurihara osaki ofunato rikuzentakata kamaishi miyako hachinohe minamisanriku
  onagawa higashimatsushima hakodate asahikawa otaru kushiro obihiro hamamatsu toyohashi kanazawa himeji kurashiki shimonoseki kitakyushu sasebo`)
const GIVEN = words(`
  kenta yuki haruto sota yuto aoi hina sakura mei rin hanako taro ichiro jiro saburo masao kazuo hiroshi takeshi akira
  makoto satoshi naoki daisuke shota ryota tsubasa misaki nanami ayaka tomoko keiko yoko kyoko michiko fumiko sachiko chiyo`)
const WORDS = words(`
  hikari asahi midori hinode fuji takara daiichi chuo nihon yamato showa heiwa kyoei sanwa sanyo marukyu marufuku yamani maruichi
  kaneichi tsubaki momiji kaede hamanasu umi yama kawa sora hana tsuki hoshi kaze mizu hayate minori nagomi kizuna
  tsunagu manabi egao kokoro wakaba aozora komorebi himawari tanpopo sumire botan ume matsu take sasa kurumi ringo mikan
  momo budou sake miso shoyu sushi soba udon ramen tofu nori wakame sanma maguro katsuo hotate kaki fukahire
  machi mura sato onsen ryokan minshuku izakaya shokudo kissaten panya yaoya sakanaya nikuya kashiya hanaya honya tokoya`)
const TRADES = words(`
  kensetsu komuten kogyo seisakusho suisan shoten shoji unyu denki denko tekko mokuzai sangyo jidosha insatsu fudosan kaikei
  zeirishi jimusho hoken iin clinic shika byoin kaigo hoikuen youchien gakuen juku shouji shokai kanko butsuryu reizo
  kakou kumiai nogyo noen bokujo engei zoen tosou setsubi kankyo kikai kinzoku kagaku seiyaku shokuhin seika seicha jozo
  shuzo sengyo gyogyo zosen souko bussan hanbai honpo kobo mingei kagu tatami kawara ishizai doboku sokuryo sekkei kenchiku
  print web design system soft net home house group service works plan factory lab store shop cafe hotel`)

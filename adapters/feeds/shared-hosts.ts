import { parse } from 'tldts'

/**
 * Hosts whose name says nothing about the page: anybody may shorten a link, keep a file or fill in a form there. Feeds are
 * full of them (a month of real ones names cutt.ly and t.co), and an accusation by name would hit every visitor.
 */
export function isSharedHost(host: string): boolean {
  const { isIp, isPrivate, domain } = parse(host, { allowPrivateDomains: true })
  if (isIp) return false
  // `isPrivate`: under a suffix that a company hands out to its customers, such as github.io.
  return domain === null || isPrivate === true || SHARED.has(domain)
}

/** Registrable names; whatever lies under one is shared with it. */
const SHARED: ReadonlySet<string> = new Set(
  `
  t.co bit.ly cutt.ly tinyurl.com goo.gl is.gd v.gd ow.ly buff.ly rebrand.ly lnkd.in t.ly s.id rb.gy shorturl.at tiny.cc
  x.gd qr.ae u.to bl.ink soo.gd short.io dub.sh urlz.fr shorturl.asia t2m.io ul.to lin.ee line.me onl.la onl.bz 00m.in l.ead.me
  qrco.de me-qr.com qr-codes.io tr.ee linktr.ee bio.link beacons.ai carrd.co taplink.cc lnk.bio msha.ke heylink.me solo.to
  google.com google.co.jp googleusercontent.com googleapis.com gstatic.com youtube.com youtu.be forms.gle g.co withgoogle.com appspot.com
  blogspot.com blogger.com firebaseapp.com web.app page.link cloudfunctions.net run.app goo.su translate.goog ampproject.org
  microsoft.com live.com office.com office365.com outlook.com sharepoint.com onedrive.com 1drv.ms bing.com windows.net azureedge.net
  azurewebsites.net azure.com msn.com microsoftonline.com dynamics.com skype.com github.com github.io githubusercontent.com gitlab.io
  gitlab.com bitbucket.org bitbucket.io sourceforge.net codepen.io codesandbox.io replit.com replit.dev repl.co glitch.me stackblitz.io
  amazonaws.com amazon.com amazon.co.jp cloudfront.net awsapps.com elasticbeanstalk.com apple.com icloud.com me.com adobe.com
  facebook.com fb.me fb.com instagram.com messenger.com whatsapp.com wa.me twitter.com x.com linkedin.com tiktok.com pinterest.com
  reddit.com tumblr.com discord.com discord.gg discordapp.com telegram.org t.me slack.com zoom.us vk.com ok.ru
  yahoo.com yahoo.co.jp yimg.jp rakuten.co.jp rakuten.ne.jp livedoor.com livedoor.jp hatena.ne.jp hatenablog.com hatenablog.jp
  ameblo.jp ameba.jp note.com fc2.com seesaa.net goo.ne.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp docomo.ne.jp auone.jp
  wixsite.com wix.com weebly.com wordpress.com squarespace.com webflow.io godaddysites.com jimdofree.com jimdosite.com strikingly.com
  webnode.com webnode.page site123.me ucraft.net yolasite.com mystrikingly.com webwave.dev durable.co notion.so notion.site
  netlify.app netlify.com vercel.app vercel.com herokuapp.com pages.dev workers.dev r2.dev fly.dev onrender.com render.com surge.sh
  cloudflare.com cloudflare-ipfs.com trycloudflare.com ngrok.io ngrok-free.app loca.lt serveo.net ipfs.io dweb.link fleek.co
  dropbox.com dropboxusercontent.com box.com mediafire.com mega.nz wetransfer.com we.tl drive.google scribd.com issuu.com
  archive.org archive.is docsend.com docusign.net docusign.com formstack.com jotform.com typeform.com surveymonkey.com 123formbuilder.com
  wufoo.com cognitoforms.com airtable.com canva.com canva.site figma.com miro.com trello.com atlassian.net evernote.com
  mailchimp.com mailchimpapp.com list-manage.com sendgrid.net sendgrid.com hubspot.com hubspotpagebuilder.com hs-sites.com salesforce.com
  myshopify.com shopify.com paypal.com stripe.com ebay.com aliexpress.com alibaba.com aliyuncs.com myqcloud.com qq.com weixin.qq.com
  baidu.com 163.com sina.com.cn weibo.com naver.com daum.net kakao.com duckdns.org no-ip.org ddns.net dynv6.net hopto.org zapto.org
  000webhostapp.com infinityfreeapp.com awardspace.net byethost.com rf.gd freehostia.com atwebpages.com xsrv.jp lolipop.jp sakura.ne.jp
  wikipedia.org wikimedia.org medium.com substack.com quora.com doubleclick.net googlesyndication.com googleadservices.com
  `
    .trim()
    .split(/\s+/),
)

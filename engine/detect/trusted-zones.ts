/**
 * Zones in which long made-up names are a service: reputation of files, addresses and sites is asked by DNS, advertisements
 * and measurements get a name each. Their owners answer for every name below, so nobody else can be reached through them;
 * that is the condition for a line here.
 */
export const TRUSTED_ZONES: ReadonlySet<string> = new Set(
  `
  sophosxl.net sophosxl.com sophos.com e5.sk eset.com mcafee.com mcafee-cloud.com trellix.com trendmicro.com trendmicro.co.jp
  kaspersky.com kaspersky-labs.com bitdefender.com bitdefender.net f-secure.com withsecure.com avast.com avcdn.net avg.com
  norton.com symantec.com broadcom.com webroot.com brightcloud.com cymru.com clamav.net malwarebytes.com zscaler.com
  zscaler.net opendns.com umbrella.com cisco.com ironport.com senderbase.org barracuda.com barracudacentral.org barracudanetworks.com
  fortinet.com fortiguard.com fortiguard.net paloaltonetworks.com checkpoint.com cloudmark.com proofpoint.com pphosted.com
  mimecast.com messagelabs.com spamhaus.org spamhaus.net spamhaus.com spamhausapp.com surbl.org uribl.com invaluement.com msbl.org
  sorbs.net spamcop.net dnswl.org abuseat.org mailspike.net mailspike.org spameatingmonkey.net hostkarma.com junkemailfilter.com
  spamrats.com njabl.org uceprotect.net backscatterer.org nixspam.net rfc-ignorant.org support-intelligence.net
  returnpath.com validity.com senderscore.com team-cymru.com team-cymru.org digitalelement.com maxmind.com
  google.com google.co.jp gstatic.com googleapis.com googlevideo.com googleusercontent.com googlesyndication.com doubleclick.net
  google-analytics.com gvt1.com gvt2.com gvt3.com ggpht.com youtube.com ampproject.org ampproject.net 1e100.net googlezip.net
  microsoft.com windows.com windows.net windowsupdate.com office.com office.net office365.com outlook.com live.com live.net
  microsoftonline.com msedge.net msftconnecttest.com msftncsi.com skype.com azure.com sharepoint.com bing.com cloud.microsoft
  apple.com icloud.com icloud-content.com aaplimg.com apple-dns.net mzstatic.com cdn-apple.com
  amazon.com amazon.co.jp media-amazon.com amazonvideo.com aiv-cdn.net aiv-delivery.net amazon-adsystem.com a2z.com amazon.dev
  akamai.net akamaiedge.net akadns.net edgekey.net edgesuite.net akam.net akamaized.net akstat.io go-mpulse.net
  cloudflare.com cloudflare.net cloudflareinsights.com cloudflare-dns.com fastly.net fastlylb.net fastly-insights.com fastly.com
  footprint.net llnwd.net lldns.net edgecastcdn.net cdnetworks.net cdngc.net chinacache.net cedexis-radar.net cedexis.com
  netflix.com nflxvideo.net nflxso.net nflxext.com spotify.com spotifycdn.com scdn.co facebook.com fbcdn.net instagram.com
  cdninstagram.com whatsapp.net twitter.com twimg.com linkedin.com licdn.com tiktok.com tiktokcdn.com zoom.us slack.com
  line.me line-scdn.net line-apps.com yahoo.co.jp yimg.jp rakuten.co.jp adobe.com adobe.io adobedtm.com omtrdc.net 2o7.net
  salesforce.com force.com sendgrid.net mandrillapp.com mailgun.org amazonses.com list-manage.com plex.direct plex.tv
  dotnxdomain.net dnsleaktest.com ip-api.com ntp.org steamcontent.com steamserver.net xboxlive.com playstation.net nintendo.net
  `
    .trim()
    .split(/\s+/),
)

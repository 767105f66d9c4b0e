/**
 * What other people's recordings hold, by the labels of whoever recorded them: `kind source → target`. A recording that is
 * not named here is quiet.
 */
export const RECORDED_LABELS: Readonly<Record<string, readonly string[]>> = {
  // Guesses, and FTP, whose passwords anybody on the way can read.
  'suricata/zeek-btest/ftp_bruteforce.eve.json': [
    'brute-force-failure 192.168.56.1 → 192.168.56.101',
    'cleartext-credentials 192.168.56.1 → 192.168.56.101',
  ],
  'suricata/zeek-btest/ftp_ftp-password-pass-command.eve.json': [
    'cleartext-credentials 192.168.10.132 → 192.168.10.188',
  ],
  // Copies onto administrators' shares, by Covenant and Empire.
  ...Object.fromEntries(
    [
      'covenant_copy_smb_CreateRequest_covenant_copy_smb_CreateRequest_2020-09-22145302',
      'covenant_dcom_iertutil_dll_hijack_covenant_dcom_iertutil_dll_hijack_WORKSTATION5_2020-10-09183000',
      'covenant_dcom_iertutil_dll_hijack_covenant_dcom_iertutil_dll_hijack_WORKSTATION6_2020-10-09183000',
      'empire_msbuild_dcerpc_wmi_smb_empire_msbuild_dcerpc_wmi_smb_WORKSTATION5_2020-09-20173857',
      'empire_msbuild_dcerpc_wmi_smb_empire_msbuild_dcerpc_wmi_smb_WORKSTATION6_2020-09-20173857',
    ].map((name) => [`suricata/otrf/${name}.eve.json`, ['internal-file-transfer 172.18.39.5 → 172.18.39.6']]),
  ),
  // Services installed from another computer: by psexec, smbexec and Covenant.
  ...Object.fromEntries(
    [
      'covenant_sharpsc_create_dcerpc_smb_svcctl_covenant_sharpsc_create_dcerpc_smb_svcctl_2020-08-06022635',
      'empire_psexec_dcerpc_tcp_svcctl_empire_psexec_dcerpc_tcp_svcctl_WORKSTATION6_2020-09-20121608',
      'empire_smbexec_dcerpc_smb_svcctl_empire_smbexec_dcerpc_smb_svcctl_WORKSTATION6_2020-09-20025716',
    ].map((name) => [
      `suricata/otrf/${name}.eve.json`,
      ['abnormal-process 172.18.39.5 → 172.18.39.6', 'internal-file-transfer 172.18.39.5 → 172.18.39.6'],
    ]),
  ),
  // The same smbexec from its other end, where the installing itself was missed: started, then deleted.
  'suricata/otrf/empire_smbexec_dcerpc_smb_svcctl_empire_smbexec_dcerpc_smb_svcctl_WORKSTATION5_2020-09-20025716.eve.json':
    ['abnormal-process 172.18.39.5 → 172.18.39.6'],
  // Log4Shell, obeyed: the server called the directory that it was told to.
  'suricata/otrf/pcap_log4shell_cve2021_44228_java_serialized_pcap_log4shell_cve2021_44228_java_serialized_2022-05-13045800.eve.json':
    ['abnormal-process 192.168.3.5 → 192.168.2.5'],
  'suricata/otrf/pcap_log4shell_cve2021_44228_jndi_reference_pcap_log4shell_cve2021_44228_jndi_reference_2022-05-11181020.eve.json':
    ['abnormal-process 192.168.2.6 → 192.168.2.5'],
  // SQL injection, answered with a page.
  'suricata/zeek-btest/http_cooper-grill-dvwa.eve.json': ['abnormal-process 192.168.111.148 → 192.168.111.154'],
  'suricata/suricata-verify/smb-eicar-file_input.eve.json': ['internal-file-transfer 192.168.1.100 → 192.168.1.3'],
  // Two programs with made-up names into the system's folder, and a service.
  'suricata/suricata-verify/smb-filename_input.eve.json': [
    'abnormal-process 10.4.30.101 → 10.4.30.5',
    'internal-file-transfer 10.4.30.101 → 10.4.30.5',
  ],
  'suricata/suricata-verify/smb2-05_20171220_smb_mimikatz_copy_to_host.eve.json': [
    'internal-file-transfer 192.168.10.31 → 192.168.10.30',
  ],
  'suricata/suricata-verify/smb2-07_20171220_smb_psexec_add_user.eve.json': [
    'abnormal-process 192.168.10.31 → 192.168.10.10',
    'internal-file-transfer 192.168.10.31 → 192.168.10.10',
  ],
  // Zerologon.
  'suricata/otrf/mimikatz_CVE-2020-1472_Unauthenticated_NetrServerAuthenticate2_mimikatz_CVE-2020-1472_Unauthenticated_NetrServerAuthenticate2_2020-09-16233923.eve.json':
    ['privileged-account 172.18.39.5 → 172.18.38.5'],
  // A task for another computer, and the administrator's name for a share.
  'suricata/suricata-verify/smb2-04_20171220_smb_at_schedule.eve.json': [
    'abnormal-process 192.168.10.31 → 192.168.10.30',
    'privileged-account 192.168.10.31 → 192.168.10.30',
  ],
  'suricata/suricata-verify/smb3-01_input.eve.json': ['privileged-account 10.160.64.139 → 10.160.65.202'],
  'suricata/zeek-btest/smb_smb3.eve.json': ['privileged-account 10.160.64.139 → 10.160.65.202'],
  'suricata/zeek-btest/smb_smb2.eve.json': ['privileged-account 10.0.0.11 → 10.0.0.12'],
  // Tor, by the made-up names of its relays and on their port.
  'suricata/suricata-verify/tls_tls-bypass-missing-event_tor_bl.eve.json': ['unwanted-software 192.168.1.2 → '],
  'zeek/zat/data/tor_ssl.log': ['unwanted-software 10.0.0.126 → '],
  'suricata/zeek-btest/smtp.eve.json': ['cleartext-credentials 10.10.1.4 → 74.53.140.153'],
  'suricata/suricata-verify/telnet_telnet-01_telnet.eve.json': ['cleartext-credentials 192.168.0.2 → 192.168.0.1'],
  // Somebody's name and password for a mail box, and a robot's for its chat room.
  'suricata/suricata-verify/pop3_input.eve.json': ['cleartext-credentials 10.4.20.103 → 74.208.5.11'],
  'suricata/suricata-verify/irc_input.eve.json': ['cleartext-credentials 172.16.1.10 → 69.64.34.124'],
  ...Object.fromEntries(
    ['download-active', 'download-passive', 'upload-active', 'upload-passive'].map((way) => [
      `suricata/suricata-verify/ftp_ftp-${way}_input.eve.json`,
      ['cleartext-credentials 172.23.0.3 → 172.23.0.2'], // alice's
    ]),
  ),
  ...Object.fromEntries(
    ['command', 'command-buffered', 'command-first', 'command-higher-limit', 'response'].map((test) => [
      `suricata/suricata-verify/ftp_ftp-too-long-${test}_ftp-too-long-${test.split('-', 1)[0]}.eve.json`,
      ['cleartext-credentials 1.1.1.1 → 2.2.2.2'], // a name, a password and 230 among the lines that are too long
    ]),
  ),
  'suricata/zeek-btest/rfb_vnc-scanner.eve.json': ['brute-force-failure 192.168.0.11 → 10.0.0.149'],
  'suricata/zeek-btest/ssh_sshguess.eve.json': ['brute-force-failure 192.168.56.1 → 192.168.56.103'],
  // dns2tcp: `=auth` and `=connect`, then data, in text records below tunnel.com.
  'suricata/suricata-verify/dns_bug-1158_input.eve.json': ['dns-tunneling 10.30.28.90 → tunnel.com'],
  'suricata/stopddos/pkt.TCP.synflood.spoofed.eve.json.gz': ['syn-flood  → 10.10.10.10'],
  // nmap from one computer to the office network, and to 0.0.0.4, which is nobody's.
  'zeek/stratosphere-002-zeek-scenario-port-scanning/conn.log': [
    'port-scan 172.16.1.11 → ',
    'port-scan 172.16.1.11 → 0.0.0.4',
  ],
  // An exploit kit's programs, from a page on a free dynamic name.
  'zeek/zat/data/http.log': ['malware-download 192.168.33.10 → hnhmrkw.myftp.biz'],
  'zeek/zat/data/http.log.corrupt.gz': ['malware-download 192.168.33.10 → hnhmrkw.myftp.biz'],
  'zeek/zat/data/http.log.gz': ['malware-download 192.168.33.10 → hnhmrkw.myftp.biz'],
  // Simda, asking for its made-up names over both kinds of addresses.
  'zeek/stratosphere-005-zeek-scenario-malicious/dns.log': [
    'dga-c2 192.168.1.116 → ',
    'dga-c2 fd77:48a1:c0bb:0:b96c:506d:6c7f:e8be → ',
  ],
  // Where it was answered, under name after name.
  'zeek/stratosphere-005-zeek-scenario-malicious/http.log': [
    'known-c2 192.168.1.116 → 104.239.157.210',
    'known-c2 192.168.1.116 → 217.70.184.38',
    'known-c2 192.168.1.116 → 23.253.126.58',
    'known-c2 192.168.1.116 → 74.206.232.234',
  ],
  'zeek/stratosphere-008-zeek-mixed/data/conn.log.labeled': ['port-scan 104.156.155.13 → 147.32.81.167'],
}

/** What their labels say and no rule tells: what it called under names that other rows tell, and a takeover whose file and service are not in the rows. */
export const RECORDED_UNTOLD: Readonly<Record<string, readonly string[]>> = {
  'zeek/stratosphere-005-zeek-scenario-malicious/conn.log': ['known-c2 192.168.1.116 → '],
  'suricata/otrf/empire_psexec_dcerpc_tcp_svcctl_empire_psexec_dcerpc_tcp_svcctl_WORKSTATION5_2020-09-20121608.eve.json':
    ['internal-file-transfer 172.18.39.5 → 172.18.39.6'],
}

package remedies

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/ndrparse/ndrparse/classify"
)

// A trouble is one that people meet when they send mail: the reports that it
// comes in, and every point that the remedies must make, in each language.
type trouble struct {
	name  string
	given []given
	en    []string
	ja    []string
}

var microsoft365Points = trouble{
	en: []string{
		"Check SPF, DKIM and DMARC of example.com",
		"exactly one TXT record", "TXT @ v=spf1 include:spf.protection.outlook.com -all", "nslookup -type=TXT example.com",
		"CNAME selector1._domainkey selector1-example-com._domainkey.", "nslookup -type=CNAME selector1._domainkey.example.com",
		"CNAME selector2._domainkey selector2-example-com._domainkey.", "nslookup -type=CNAME selector2._domainkey.example.com",
		"TXT _dmarc v=DMARC1; p=none", "nslookup -type=TXT _dmarc.example.com",
		"hybrid", "every address that sends", "some hours, sometimes a few tens of hours",
		"GoDaddy", "some panels want @, others an empty field", "Duplicate zones", "a missing include:", "switched on but not signing",
		"message trace", "service health", "the recipient's domain and address (jiro@", "the whole notice", "when it happens and how often",
		"DNS records were changed lately", "shared addresses", "ask Microsoft's support",
		"spam folder", "the support of ", "text and attachments", "Newsletters", "from an address at another service",
	},
	ja: []string{
		"example.com のSPF、DKIM、DMARCを確かめる",
		"ちょうど1つ", "TXT @ v=spf1 include:spf.protection.outlook.com -all", "nslookup -type=TXT example.com",
		"CNAME selector1._domainkey selector1-example-com._domainkey.", "nslookup -type=CNAME selector1._domainkey.example.com",
		"CNAME selector2._domainkey selector2-example-com._domainkey.", "nslookup -type=CNAME selector2._domainkey.example.com",
		"TXT _dmarc v=DMARC1; p=none", "nslookup -type=TXT _dmarc.example.com",
		"ハイブリッド", "送信元をすべてSPF", "数時間から数十時間",
		"GoDaddy", "空欄にする管理画面", "DNSゾーンの重複", "include: が抜けていないか", "署名されていない",
		"メッセージ追跡", "サービス正常性", "宛先のドメインとメールアドレス(jiro@", "通知の全文", "発生した日時と頻度",
		"最近変更したDNSレコード", "共用のIPアドレス", "Microsoftのサポート",
		"迷惑メールフォルダ", "サポートに問い合わせ", "本文と添付ファイル", "メールマガジン", "別のサービスのアドレスから",
	},
}

// microsoft365 returns the trouble of a Microsoft 365 customer whose mail to
// other providers fails for the cause.
func microsoft365(cause classify.Cause, reply string) trouble {
	t := microsoft365Points
	t.name = "Microsoft 365 to other providers: " + string(cause)
	for _, recipient := range []string{"jiro@aol.com", "jiro@yahoo.com", "jiro@sky.com", "jiro@btinternet.com", "jiro@cs.com"} {
		t.given = append(t.given,
			given{Cause: cause, Format: "exchange", Sender: "taro@example.com", Recipient: recipient, Reply: reply},
			given{Cause: cause, Format: "text", Sender: "taro@example.com", Recipient: recipient, Reply: reply},
			given{Cause: cause, Format: "rfc3464", Reporting: "TY2PR01MB0001.jpnprd01.prod.outlook.com", Sender: "taro@example.com", Recipient: recipient,
				Reply: reply, RemoteHost: "mx.example.net", Provider: "yahoo"})
	}
	return t
}

var troubles = []trouble{
	{
		name: "Hotmail refuses SMTP AUTH",
		given: []given{
			{Cause: "auth_failed", Client: "msmtp", Server: "smtp.office365.com", Port: 587, Account: "taro@hotmail.com", Recipient: "jiro@example.org",
				Code: 535, Status: "5.7.139", Provider: "microsoft", Reply: "535 5.7.139 Authentication unsuccessful, basic authentication is disabled."},
			{Cause: "auth_failed", Client: "msmtp", Sender: "taro@hotmail.com", Code: 535, Status: "5.7.3", Reply: "535 5.7.3 Authentication unsuccessful"},
			{Cause: "auth_failed", Client: "msmtp", Sender: "taro@hotmail.com", Code: 535, Status: "5.7.8", Reply: "535 5.7.8 Error: authentication failed"},
			{Cause: "auth_failed", Client: "msmtp", Account: "taro@hotmail.com", Code: 534, Status: "5.7.9", Reply: "534 5.7.9 Please log in with your application-specific password"},
			{Cause: "auth_failed", Client: "neomutt", Sender: "taro@hotmail.com", Reply: "SMTP authentication failed"},
		},
		en: []string{
			"again in msmtp", "make a copy of ~/.msmtprc", "cp ~/.msmtprc ~/.msmtprc.bak", "Remove the lines", "Add it again",
			"\ntls_starttls on\n", "\nhost smtp.office365.com\n", "\nport 587\n", "\nfrom taro@hotmail.com\n", "\nuser taro@hotmail.com\n",
			"Make a new app password", "two-step verification",
			"Add an alias", "as sender",
			"OAuth 2.0 (XOAUTH2)", "account by account", "one account fails while another",
			"Look over the security settings of the Microsoft account", "locked",
			"port 587", "A proxy, a firewall or an antivirus program",
		},
		ja: []string{
			"設定を作り直す", "~/.msmtprc のバックアップ", "cp ~/.msmtprc ~/.msmtprc.bak", "削除します", "追加し直します",
			"\ntls_starttls on\n", "\nhost smtp.office365.com\n", "\nport 587\n", "\nfrom taro@hotmail.com\n", "\nuser taro@hotmail.com\n",
			"アプリパスワードを作り直す", "2段階認証",
			"エイリアスを追加", "エイリアスを差出人とする",
			"OAuth 2.0(XOAUTH2)", "アカウントごとに順次廃止", "送れるアカウントと送れないアカウント",
			"Microsoftアカウントのセキュリティ設定を確かめる", "ロック",
			"587番ポート", "プロキシ、ファイアウォール、ウイルス対策ソフト",
		},
	},
	{
		name: "POP before SMTP with Outlook Express",
		given: []given{
			{Cause: "auth_required", Client: "outlook_express", Server: "mail.example.com", Account: "example", Port: 25, Error: "0x800CCC79", Code: 550, Reply: "550 refused"},
			{Cause: "auth_required", Format: "text", Code: 550, Reply: "550 Please check your mail first"},
			{Cause: "auth_required", Format: "text", Code: 553, Reply: "553 authenticate with POP before sending"},
			{Cause: "auth_required", Format: "text", Reply: "受信してから送信してください"},
			{Cause: "auth_required", Client: "outlook_express", Reply: "530 POP before SMTP"},
		},
		en: []string{
			"the first try fails, and a second one right after it goes through", "Turn off sending at once", "press Send/Receive twice",
			"shorter than the time for which the server stays open", "as short as 5 minutes", "Do not let it hang up",
			"Outlook 2003 and later", "My outgoing server (SMTP) requires authentication", "Log on to incoming mail server before sending mail",
			"SMTP AUTH", "Where the provider has it",
		},
		ja: []string{
			"1回目の送信は失敗し、続けて行った2回目は成功", "「メッセージを直ちに送信する」をオフ", "送受信を2回続けて",
			"サーバーが送信を許す時間より短く", "5分ほど", "回線を切断しない",
			"Outlook 2003以降", "送信サーバー (SMTP) は認証が必要", "メールを送信する前に受信メール サーバーにログオンする",
			"SMTP認証", "プロバイダが対応していれば",
		},
	},
	microsoft365("timeout", "The server or service did not respond in time"),
	microsoft365("connection_failed", "Connection dropped"),
	microsoft365("policy_rejected", "554 Transaction failed"),
	{
		name: "Sakura Internet drops POP before SMTP",
		given: []given{
			{Cause: "relay_denied", Client: "outlook", Server: "example.sakura.ne.jp", Account: "taro@example.com", Recipient: "jiro@example.org", Port: 25, Reply: "550 5.7.1 relaying denied"},
			{Cause: "auth_required", Client: "hidemaru_mail", Server: "example.sakura.ne.jp", Sender: "taro@example.com", Port: 25},
			{Cause: "relay_denied", Format: "postfix", RemoteHost: "www0000.sakura.ne.jp", Sender: "taro@example.com", Recipient: "jiro@example.org"},
			{Cause: "auth_required", Provider: "sakura", Sender: "taro@example.com"},
		},
		en: []string{
			"turn SMTP AUTH on and POP before SMTP off", "Change the settings before you try again", "several failed logins", "for a while",
			"SMTP authentication (SMTP AUTH) = on", "POP before SMTP = off", "port 587", "block port 25",
			"the whole mail address", "taro@example.com", "Hidemaru Mail", "SMTP認証 = on", "Outbound Port25 Blocking対策 = on",
		},
		ja: []string{
			"SMTP認証をオンに、POP before SMTPをオフにする", "先に設定を変えてください", "何度も認証に失敗", "しばらく止められ",
			"SMTP認証(SMTP-AUTH) = オン", "POP before SMTP = オフ", "587番", "25番ポートは、接続プロバイダが止めています",
			"メールアドレス全体", "taro@example.com", "秀丸メール", "SMTP認証 = オン", "Outbound Port25 Blocking対策 = オン",
		},
	},
	{
		name: "Outlook: 550, 553 or relay prohibited",
		given: []given{
			{Cause: "relay_denied", Format: "outlook_dialog", Client: "outlook", Server: "smtp.example.com", Account: "Test", Port: 25, Error: "0x800CCC79",
				Recipient: "someone@example.com", Code: 550, Reply: "550 <someone@example.com> ....リレー拒否"},
			{Cause: "relay_denied", Format: "outlook_dialog", Client: "outlook", Server: "smtp.example.com", Account: "taro@example.com", Port: 25, Error: "0x800CCC79",
				Recipient: "jiro@example.org", Code: 553, Reply: "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"},
		},
		en: []string{
			"Send through the server of the network that you are on, not through smtp.example.com", "File > Account Settings",
			"SMTP AUTH", "My outgoing server (SMTP) requires authentication", "instead of port 25",
			"fetch mail first, then send", "Log on to incoming mail server before sending mail",
			"An approved network", "An approved range of IP addresses",
			"Check whether your mail needs relaying at all", "To a recipient in the server's own domain: no relaying", "relaying, but it is allowed", "likely to be blocked",
			"If it still fails", "an address of the server's own domain", "without a word", "Sent Items",
		},
		ja: []string{
			"smtp.example.com ではなく、今つないでいるネットワークの送信サーバーから送る", "ファイル > アカウント設定",
			"SMTP認証", "送信サーバー (SMTP) は認証が必要", "25 番から",
			"先に受信してから送信する", "メールを送信する前に受信メール サーバーにログオンする",
			"許可されたネットワーク", "許可されたIPアドレスの範囲",
			"中継(リレー)が必要なメールかどうか", "サーバー自身のドメイン宛ての場合:中継にはなりません", "契約者とわかるため許可されます", "拒否される可能性があります",
			"それでも送れない場合", "送信サーバーと同じドメインのアドレス", "何も通知せずに捨てる", "送信済みアイテム",
		},
	},
}

// TestEveryPointIsMade checks that each report of a trouble gets every point.
func TestEveryPointIsMade(t *testing.T) {
	for _, trouble := range troubles {
		for _, g := range trouble.given {
			for lang, points := range map[Lang][]string{English: trouble.en, Japanese: trouble.ja} {
				name := strings.Join([]string{trouble.name, string(lang), g.Client, g.Format, g.Recipient, g.Reply}, "/")
				t.Run(name, func(t *testing.T) {
					report := g.report()
					Advise(report, lang)
					text := shown(report.Recipients[0].Remedies...)
					for _, point := range points {
						require.Contains(t, text, point)
					}
				})
			}
		}
	}
}

// TestOrderOfTrying checks the order in which to try things when a login of
// Outlook.com or a relay is refused.
func TestOrderOfTrying(t *testing.T) {
	for _, want := range []struct {
		given given
		ids   []string
	}{
		{troubles[0].given[0], []string{"rebuild-msmtp-microsoft", "app-password-microsoft", "alias-microsoft", "oauth-microsoft", "account-security-microsoft", "submission-port-open"}},
		{troubles[len(troubles)-1].given[1], []string{"relay-local-server", "relay-smtp-auth", "relay-pop-first", "relay-approved-network", "relay-or-not", "relay-from-address"}},
	} {
		report := want.given.report()
		Advise(report, English)
		var ids []string
		for _, r := range report.Recipients[0].Remedies {
			ids = append(ids, r.ID)
		}
		require.Equal(t, want.ids, ids)
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"log"
	"mime"
	"net"
	"os/exec"
	"strings"
	"time"

	"github.com/emersion/go-smtp"
)

// submitAll hands every case's message to the mail server under test, by SMTP
// or through its sendmail command.
func submitAll(ctx context.Context, table *Table, server, command string) error {
	for _, c := range table.Cases {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if command != "" {
			err = c.pipe(ctx, command)
		} else {
			err = c.submit(server)
		}
		if err != nil {
			log.Printf("%s was not taken: %v", c.ID, err)
		}
	}
	return nil
}

func (c *Case) messageID() string {
	return fmt.Sprintf("<20260301.%d@%s>", c.number, userName)
}

// message is the mail of a case: short, so that the notices stay small.
func (c *Case) message() []byte {
	var b bytes.Buffer
	for hop := range c.Hops {
		fmt.Fprintf(&b, "Received: from hop%d.example.com (hop%[1]d.example.com [192.0.2.%d])\r\n\tby hop%d.example.com; Mon, 2 Mar 2026 09:%02d:00 +0900\r\n",
			hop, 100+hop, hop+1, 59-hop%60)
	}
	subject := c.Subject
	if subject == "" {
		subject = "Minutes of Monday's meeting"
	}
	if !c.UTF8 {
		subject = mime.BEncoding.Encode("utf-8", subject)
	}
	var to []string
	for _, r := range c.Recipients {
		to = append(to, "<"+r.To+">")
	}
	fmt.Fprintf(&b, "From: Taro <%s>\r\nTo: %s\r\nSubject: %s\r\n", c.From, strings.Join(to, ",\r\n\t"), subject)
	date := time.Now().In(time.FixedZone("JST", 9*60*60)).Format(time.RFC1123Z)
	fmt.Fprintf(&b, "Date: %s\r\nMessage-ID: %s\r\nMIME-Version: 1.0\r\n", date, c.messageID())
	text := "Please find the minutes on the shared folder.\r\n"
	if !isASCII(subject) || !isASCII(c.Subject) {
		text = base64.StdEncoding.EncodeToString([]byte("議事録を共有フォルダに置きました。\r\n")) + "\r\n"
		b.WriteString("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n")
	}
	b.WriteString("\r\n" + text)
	return b.Bytes()
}

func (c *Case) submit(server string) error {
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(userAddr)}, Timeout: 10 * time.Second}
	conn, err := dialer.Dial("tcp", server)
	if err != nil {
		return err
	}
	client := smtp.NewClient(conn)
	defer client.Close()
	if err := client.Hello(userName); err != nil {
		return err
	}
	dsn, _ := client.Extension("DSN")
	options := &smtp.MailOptions{UTF8: c.UTF8, Body: smtp.Body8BitMIME}
	if ok, _ := client.Extension("8BITMIME"); !ok {
		options.Body = ""
	}
	if dsn {
		options.Return, options.EnvelopeID = smtp.DSNReturn(c.Return), c.EnvelopeID
	}
	if err := client.Mail(c.From, options); err != nil {
		return err
	}
	for _, r := range c.Recipients {
		var options smtp.RcptOptions
		if dsn {
			for _, when := range c.Notify {
				options.Notify = append(options.Notify, smtp.DSNNotify(when))
			}
			if r.Original != "" {
				options.OriginalRecipientType, options.OriginalRecipient = smtp.DSNAddressTypeRFC822, r.Original
			}
		}
		if err := client.Rcpt(r.To, &options); err != nil {
			log.Printf("%s: RCPT %s: %v", c.ID, r.To, err)
		}
	}
	body, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := body.Write(c.message()); err != nil {
		return err
	}
	if err := body.Close(); err != nil {
		return err
	}
	return client.Quit()
}

func (c *Case) pipe(ctx context.Context, command string) error {
	args := []string{"-f", c.From}
	for _, r := range c.Recipients {
		args = append(args, r.To)
	}
	cmd := exec.CommandContext(ctx, command, args...)
	cmd.Stdin = bytes.NewReader(bytes.ReplaceAll(c.message(), []byte("\r\n"), []byte("\n")))
	output, err := cmd.CombinedOutput()
	if len(output) > 0 {
		log.Printf("%s: %s", c.ID, output)
	}
	return err
}

/** What programs put on a clipboard, as they write it; the words are our own. */
export const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0in;} --></style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings></o:OfficeDocumentSettings></xml><![endif]--></head><body lang=BN>
<!--StartFragment-->
<h1><span style='font-family:"Nirmala UI"'><b>চরে নতুন স্কুল</b></span></h1>
<p class=MsoNormal><span lang=BN style='mso-ansi-language:BN'>পদ্মার চরে <b>তিনটি</b> স্কুল
খুলেছে।<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>প্রথম স্কুল<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:1in;mso-list:l0 level2 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span></span><![endif]>তার মাঠ</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>·<span>&nbsp;</span></span></span><![endif]>দ্বিতীয় স্কুল</p>
<p class=MsoNormal style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>৫.<span>&nbsp;</span></span><![endif]>পঞ্চম</p>
<p class=MsoNormal>১০<sup>২</sup> কিমি<del cite="mailto:rumana">বাদ</del> <i>দূরে</i><span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[রু1]</a></span></p>
<p class=MsoNormal><img width=200 height=100 src="file:///C:/Temp/clip_image001.jpg" alt="চরের স্কুল"></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>গ্রাম</p></td><td colspan=2><p class=MsoNormal>ছাত্র</p></td></tr>
<tr><td><p>চরখিদিরপুর</p></td><td><p>৪০</p></td><td><p>৩৮</p></td></tr></table>
<p class=MsoNormal><a href="file:///C:/a.docx">নথি</a> <a href="https://a.example/">পাতা</a></p>
<!--EndFragment--></body></html>`;

export const docs = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr"><span style="font-weight:400;">নদীর খবর</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-weight:400;font-style:normal;white-space:pre-wrap;">সাধারণ কথা, </span><span style="font-weight:700;">মোটা কথা</span><span style="font-style:italic;">, বাঁকা কথা </span><a href="https://www.google.com/url?q=https://a.example/x&amp;sa=D"><span style="text-decoration:underline;">লিংক</span></a></p><br /><ul style="margin:0;"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>এক</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span>ভেতরে</span></p></li></ul><li dir="ltr"><p role="presentation"><span>দুই</span></p></li></ul></b>`;

export const mail = `<div dir="ltr">প্রিয় সম্পাদক,<div><br></div><div>খবরটি পাঠালাম।<br>রুমানা</div><img width="1" height="1" src="https://t.example/p.gif"><blockquote><p>আগের কথা</p><p>আরও কথা</p></blockquote></div>`;

export const hostile = `<img src=x onerror="window.hurt=1"><script>window.hurt=2</script><p onclick="window.hurt=3">ভালো <a href="javascript:window.hurt=4">কথা</a></p><iframe src="https://evil.example/"></iframe><svg onload="window.hurt=5"><text>ছবি</text></svg><p style="display:none">গোপন</p><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>`;

/** Some 200 KB, as a long report of Word has them. */
export const longWord = `<html><body>${Array.from(
  { length: 720 },
  (_, nth) =>
    `<p class=MsoNormal style='margin-bottom:0in;line-height:normal;mso-layout-grid-align:none;text-autospace:none'><span lang=BN style='font-size:12.0pt;font-family:"Nirmala UI",sans-serif;mso-ansi-language:BN'>অনুচ্ছেদ ${nth}: নদীর ঘাটে আজও <b>নৌকার</b> ভিড় ছিল।<o:p></o:p></span></p>`,
).join('\n')}</body></html>`;

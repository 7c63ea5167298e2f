// What a saved copy says of itself, and what is said where there is none.
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

async function marked(copy) {
  const text = await copy.text(), headers = new Headers(copy.headers), moment = new Date(headers.get("date"));
  const language = text.match(/<html lang="(\w\w)"/)?.[1] ?? "en", words = WORDS[language];
  const [locale] = Intl.DateTimeFormat.supportedLocalesOf([language === "en" ? "en-GB" : language]);
  // Chromium knows no Icelandic: figures alone, in the same order.
  const told = moment.toLocaleString(locale ?? "da", { dateStyle: locale ? "long" : "short", timeStyle: "short" });
  const time = `<time datetime="${moment.toISOString()}">${told}</time>`;
  const banner = `<aside class="banner" aria-label="${words.label}" data-saved-copy><div class="shell"><p>${words.copy.replace("%(time)s", time)}</p><a href="">${words.again}</a></div></aside>`;
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(text.replace("<header", () => `${banner}<header`), { headers });
}

async function absent(url) {
  const language = url.pathname.slice(1, 3), words = WORDS[language];
  const cache = await caches.open(PAGES), kept = (await cache.keys()).map((request) => new URL(request.url).pathname);
  // All but sessions, which their programme leads to; in the reader's language first.
  const pages = kept.filter((path) => PAGE.test(path) && !/\/programme\/(?!changes)[^/]+\/$/.test(path));
  const [own, others] = [true, false].map((is) => pages.filter((path) => path.startsWith(`/${language}/`) === is));
  const link = async (path) => {
    const title = (await (await cache.match(path)).text()).match(/<title>([^<]*?)( · [^<·]*)?<\/title>/)?.[1].trim(); // escaped, as it was served
    return `<li><a href="${escaped(path)}" lang="${path.slice(1, 3)}">${title || escaped(path)}</a></li>`;
  };
  const links = (await Promise.all([...own, ...others].slice(0, 40).map(link))).join("");
  const styles = FILES.filter((name) => name.endsWith(".css")).map((name) => `<link rel="stylesheet" href="${name}">`).join("");
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.absent}</title>${styles}</head>
<body><main class="shell"><div class="opening"><h1>${words.absent}</h1><p class="lead">${words.why}</p><p><a class="button" href="">${words.again}</a></p>${links && `<h2>${words.kept}</h2><ul class="kept" role="list">${links}</ul>`}</div></main></body></html>`;
  return new Response(html, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}

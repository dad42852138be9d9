const NOT_PASSED = ["Authorization", "Cookie", "Content-Length", "Transfer-Encoding"];

/** The request as the wire gets it: credentials are the door's business, behind it the access says everything; and a read has no body. */
export function readRequest(request: Request, url = request.url): Request {
  if (
    url === request.url &&
    request.redirect === "manual" &&
    request.body === null &&
    !NOT_PASSED.some((name) => request.headers.has(name))
  )
    return request;
  const headers = new Headers(request.headers);
  for (const name of NOT_PASSED) headers.delete(name);
  // Where the wire leads is for the reader to go.
  return new Request(url, { method: request.method, headers, redirect: "manual" });
}

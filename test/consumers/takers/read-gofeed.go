// Reads a feed from standard input with gofeed, and prints what it saw as JSON.
package main

import (
	"encoding/json"
	"os"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
)

type picture struct {
	URL    string `json:"url"`
	Credit string `json:"credit"`
}

type item struct {
	ID        string    `json:"id"`
	Published string    `json:"published"`
	Authors   []string  `json:"authors"`
	HTML      string    `json:"html"`
	Pictures  []picture `json:"pictures"`
	Licence   string    `json:"licence"`
}

func main() {
	feed, err := gofeed.NewParser().Parse(os.Stdin)
	if err != nil {
		panic(err)
	}
	items := []item{}
	for _, each := range feed.Items {
		items = append(items, itemOf(each))
	}
	json.NewEncoder(os.Stdout).Encode(items)
}

func itemOf(each *gofeed.Item) item {
	seen := item{ID: each.GUID, Published: each.Published, HTML: each.Content, Authors: []string{}, Pictures: []picture{}}
	if seen.HTML == "" {
		seen.HTML = each.Description
	}
	for _, author := range each.Authors {
		seen.Authors = append(seen.Authors, author.Name)
	}
	for _, content := range each.Extensions["media"]["content"] {
		seen.Pictures = append(seen.Pictures, picture{content.Attrs["url"], first(content.Children["credit"])})
	}
	// JSON Feed has one image per item, and no credit.
	if each.Image != nil && len(seen.Pictures) == 0 {
		seen.Pictures = append(seen.Pictures, picture{each.Image.URL, ""})
	}
	seen.Licence = first(each.Extensions["dcterms"]["license"])
	return seen
}

func first(found []ext.Extension) string {
	if len(found) == 0 {
		return ""
	}
	return found[0].Value
}

"""From an organiser's file to sessions. The way of a file, module by module:

`reading` looks at the content and hands it to a reader of its format: `schedule_xml` `schedule_json` (with `frab`),
`calendars` (with `calendar_lines`), `kompassi`, `sessionize`, `json_records`, and `sheets` (with `grids`, `across`,
`unheaded`). Rows and records (`records`, `rows`, `senses`, `fields`, `untitled`) are understood by their `headings`,
their cells by `days` `times` `lengths` `when` `zones` `people` `parting` `names` `tongues` `words` `cleaning` `limits`;
`finishing` and `speech` judge the file as a whole. What comes out are `drafts`. `plan` compares them with what is here,
`applying` writes them, `telling` (with `grouping`) says it in words; `opening` makes an event for a file without one.
"""

"""SELECTs that analysts write, over the books of tests/queryassist/books.py."""

from __future__ import annotations


def _apart(text: str) -> tuple[str, ...]:
    """Return the statements of a text, which stand apart by a blank line."""
    return tuple(part.strip() for part in text.split("\n\n"))


FIGURES = _apart(
    """
SELECT count(*) FROM books

SELECT COUNT(DISTINCT genre) AS genres, SUM(sold), Avg(price)::numeric(10, 2) FROM books

select min(price), max(price), stddev_samp(sold), variance(sold) from books

SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY price) AS median FROM books

SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY sold DESC) FROM books

SELECT mode() WITHIN GROUP (ORDER BY genre) FROM books

SELECT count(*) FILTER (WHERE in_print) AS printed, count(*) FILTER (WHERE NOT in_print) AS gone
FROM books

SELECT bool_and(in_print), bool_or(in_print), corr(price, sold), regr_slope(price, sold) FROM
books

SELECT round(100.0 * count(*) FILTER (WHERE genre = 'sci') / count(*), 1) AS pct FROM books

SELECT sum(sold) / NULLIF(count(publisher), 0) FROM books

SELECT string_agg(title, ', ' ORDER BY id) FROM books WHERE id < 3

SELECT string_agg(DISTINCT genre, '/' ORDER BY genre DESC) FROM books

SELECT (array_agg(title ORDER BY sold DESC))[1] AS best FROM books

SELECT json_agg(json_build_object('id', id, 'title', title) ORDER BY id) FROM books WHERE id < 3
    """
)

GROUPS = _apart(
    """
SELECT genre, count(*) FROM books GROUP BY genre ORDER BY count(*) DESC, genre

SELECT genre, count(*) AS n FROM books GROUP BY 1 HAVING count(*) > 1 ORDER BY n DESC, 1

SELECT coalesce(genre, 'none') AS g, sum(sold) FROM books GROUP BY g ORDER BY g

SELECT genre, publisher, count(*), grouping(genre, publisher) FROM books GROUP BY ROLLUP (genre,
publisher) ORDER BY 1, 2, 3, 4

SELECT genre, in_print, count(*) FROM books GROUP BY CUBE (genre, in_print) ORDER BY 1, 2, 3

SELECT genre, publisher, count(*) FROM books GROUP BY GROUPING SETS ((genre), (publisher), ())
ORDER BY 1, 2, 3

SELECT date_trunc('month', published) AS month, count(*) FROM books GROUP BY month ORDER BY
month NULLS LAST

SELECT extract(year FROM published)::int AS y, count(*) FROM books GROUP BY y ORDER BY y

SELECT date_part('month', published), EXTRACT(DOW FROM published), count(*) FROM books GROUP BY
1, 2 ORDER BY 1, 2

SELECT to_char(published, 'YYYY-MM') AS ym, count(*) FROM books GROUP BY to_char(published,
'YYYY-MM') ORDER BY ym

SELECT width_bucket(price, 0, 50, 5) AS bin, count(*) FROM books GROUP BY bin ORDER BY bin

SELECT CASE WHEN price < 6 THEN 'cheap' WHEN price BETWEEN 6 AND 15 THEN 'middle' ELSE 'dear'
END AS class, count(*) FROM books GROUP BY class ORDER BY class

SELECT CASE genre WHEN 'sci' THEN 1 WHEN 'fiction' THEN 2 END, count(*) FROM books GROUP BY 1
ORDER BY 1

SELECT lower(left(title, 1)) AS initial, count(*) FROM books GROUP BY 1 ORDER BY 1
    """
)

WINDOWS = _apart(
    """
SELECT id, row_number() OVER (PARTITION BY genre ORDER BY sold DESC) FROM books ORDER BY id

SELECT id, rank() OVER (ORDER BY price), dense_rank() OVER (ORDER BY price) FROM books ORDER BY
id

SELECT id, sum(sold) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM
books ORDER BY id

SELECT id, avg(sold) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING) FROM books
ORDER BY 1

SELECT id, lag(sold) OVER w, lead(sold, 2, 0) OVER w FROM books WINDOW w AS (ORDER BY id) ORDER
BY id

SELECT id, first_value(title) OVER (PARTITION BY genre ORDER BY id), ntile(3) OVER (ORDER BY id)
FROM books ORDER BY id

SELECT id, count(*) FILTER (WHERE in_print) OVER (PARTITION BY genre) FROM books ORDER BY id

SELECT id, sold - lag(sold) OVER (ORDER BY id) AS change FROM books ORDER BY id

SELECT id, 100.0 * sold / sum(sold) OVER () AS share FROM books ORDER BY id

SELECT id, count(*) OVER (ORDER BY published RANGE BETWEEN INTERVAL '30 days' PRECEDING AND
CURRENT ROW) FROM books WHERE published IS NOT NULL ORDER BY id

SELECT genre, sum(count(*)) OVER (ORDER BY genre) FROM books GROUP BY genre ORDER BY genre

SELECT id, sum(sold) OVER (w ROWS 1 PRECEDING) FROM books WINDOW w AS (ORDER BY id) ORDER BY id
    """
)

QUERIES = _apart(
    """
WITH g AS (SELECT genre, sum(sold) AS s FROM books GROUP BY genre) SELECT * FROM g ORDER BY s
DESC

WITH a AS (SELECT * FROM books), b(n) AS (SELECT count(*) FROM a) SELECT n FROM b

WITH ranked AS (SELECT *, row_number() OVER (PARTITION BY genre ORDER BY sold DESC) AS rn FROM
books) SELECT genre, title FROM ranked WHERE rn = 1 ORDER BY genre

WITH books AS (SELECT 1 AS id) SELECT id FROM books

WITH books AS (SELECT id FROM books WHERE id < 3) SELECT * FROM books ORDER BY id

WITH a AS MATERIALIZED (SELECT 1 AS x), b AS NOT MATERIALIZED (SELECT x + 1 AS y FROM a) SELECT
x, y FROM a, b

SELECT title FROM books WHERE id IN (SELECT id FROM books WHERE sold > 100) ORDER BY title

SELECT title FROM books b WHERE EXISTS (SELECT 1 FROM books c WHERE c.genre = b.genre AND c.sold
> b.sold) ORDER BY 1

SELECT title FROM books WHERE id NOT IN (SELECT id FROM books WHERE in_print) ORDER BY 1

SELECT title, (SELECT max(c.sold) FROM books c WHERE c.genre = b.genre) AS top FROM books b
ORDER BY title

SELECT title FROM books WHERE price > (SELECT avg(price) FROM books) ORDER BY 1

SELECT title FROM books WHERE sold >= ALL (SELECT sold FROM books)

SELECT title FROM books WHERE genre = ANY (ARRAY['sci', 'none']) ORDER BY 1

SELECT x.genre, x.n FROM (SELECT genre, count(*) AS n FROM books GROUP BY genre) x WHERE x.n > 1
ORDER BY 1

SELECT n FROM (SELECT count(*) AS n FROM books) AS counted(n)

SELECT id FROM books WHERE id < 3 UNION SELECT id FROM books WHERE id > 7 ORDER BY id DESC

SELECT genre FROM books INTERSECT SELECT genre FROM books WHERE in_print ORDER BY 1

(SELECT id FROM books ORDER BY id LIMIT 2) UNION ALL (SELECT id FROM books ORDER BY id DESC
LIMIT 1)

SELECT 1 UNION SELECT 2 EXCEPT SELECT 2 ORDER BY 1

SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(n, s) ORDER BY n

VALUES (1, 'x'), (2, 'y')

SELECT DISTINCT genre FROM books ORDER BY genre

SELECT DISTINCT ON (genre) genre, title FROM books ORDER BY genre, sold DESC

SELECT id FROM books ORDER BY sold DESC NULLS LAST LIMIT 3 OFFSET 1

SELECT id FROM books ORDER BY price * sold, id FETCH FIRST 2 ROWS ONLY

SELECT * FROM books ORDER BY id

SELECT b.*, b.sold * 2 AS double FROM books AS b ORDER BY b.id LIMIT 2
    """
)

JOINS = _apart(
    """
SELECT a.id, b.id FROM books a JOIN books b ON a.genre = b.genre AND a.id < b.id ORDER BY 1, 2

SELECT a.title, b.title FROM books a LEFT JOIN books b ON b.id = a.id + 1 ORDER BY a.id

SELECT id, a.title FROM books a JOIN books b USING (id) ORDER BY id

SELECT * FROM books a JOIN (SELECT id, sold + 1 AS more FROM books) b USING (id) ORDER BY id

SELECT count(*) FROM books a NATURAL JOIN (SELECT id FROM books WHERE id > 3) b

SELECT a.id, c.n FROM books a CROSS JOIN LATERAL (SELECT count(*) AS n FROM books b WHERE
b.genre = a.genre) c ORDER BY a.id

SELECT a.id, c.title FROM books a LEFT JOIN LATERAL (SELECT b.title FROM books b WHERE b.genre =
a.genre ORDER BY b.sold DESC LIMIT 1) c ON true ORDER BY a.id

SELECT coalesce(a.id, b.id) FROM books a FULL OUTER JOIN books b ON a.id = b.id + 4 ORDER BY 1

SELECT d.day::date, count(b.id) FROM generate_series('2025-05-01'::date, '2025-05-14', interval
'1 day') AS d(day) LEFT JOIN books b ON b.published::date = d.day GROUP BY d.day ORDER BY d.day

SELECT n, n * n AS square FROM generate_series(1, 5) AS n ORDER BY n

SELECT u, o FROM unnest(ARRAY['a', 'b']) WITH ORDINALITY AS t(u, o) ORDER BY o

SELECT b.id, w FROM books b, regexp_split_to_table(b.title, ' ') AS w ORDER BY 1, 2

SELECT count(*) FROM books a, books b, books c

SELECT count(*) FROM (books a JOIN books b ON a.id = b.id) LEFT JOIN books c ON c.id = a.id
    """
)

EXPRESSIONS = _apart(
    r"""
SELECT 'drop table users; --' AS x, 'it''s' AS y, 'DELETE' AS z

SELECT id FROM books WHERE title = 'O''Brien' OR title = '"Quoted"' ORDER BY id

SELECT id FROM books WHERE title LIKE '100\%%' OR title LIKE '%\_%' ORDER BY id

SELECT id FROM books WHERE title LIKE '100!%%' ESCAPE '!'

SELECT id FROM books WHERE title = 'back\slash'

SELECT id FROM books WHERE title ~ '^\d+' OR title ~* 'GARDEN$' OR title !~ '[a-z]' ORDER BY id

SELECT id FROM books WHERE title NOT ILIKE '%wool%' AND title SIMILAR TO '%(a|e)%' ORDER BY id

SELECT upper(title), length(title), initcap(title), reverse(title), md5(title) FROM books ORDER
BY id

SELECT split_part(title, ' ', 1), replace(title, ' ', '-'), substring(title FROM 1 FOR 3),
position('s' IN title), trim(BOTH '"' FROM title) FROM books ORDER BY id

SELECT lpad(id::text, 5, '0'), concat(title, ':', id), concat_ws('-', id, genre), format('%s
(%s)', title, id), title || '!' FROM books ORDER BY id

SELECT regexp_replace(title, '[^a-z]', '', 'g'), overlay(title PLACING 'x' FROM 1 FOR 1),
strpos(title, 'a'), starts_with(title, '1') FROM books ORDER BY id

SELECT id % 3, id / 2, id * 1.5, -id, id ^ 2, abs(id - 5), mod(id, 2), (id + 1) * 2 FROM books
ORDER BY id

SELECT 2 + 3 * 4 - 5 / 2, 2 ^ 3 ^ 2, -2 ^ 2, 10 - 4 - 3, 'a' || 1 + 2, NOT true OR true

SELECT 1e3, .5, 5., 1.50, 0.1 + 0.2

SELECT round(price, 1), trunc(price), ceil(price), floor(price), sqrt(price)::numeric(8, 3),
greatest(price, 10), least(price, 10), power(2, 3), ln(price + 1)::numeric(8, 3) FROM books
ORDER BY id

SELECT id FROM books WHERE discount IS NULL AND in_print IS TRUE AND genre IS DISTINCT FROM
'sci' ORDER BY id

SELECT id FROM books WHERE id BETWEEN 2 AND 4 AND NOT id = 3 OR id IN (7, 8) ORDER BY id

SELECT id FROM books WHERE (genre, in_print) IN (('sci', true), ('fiction', false)) ORDER BY id

SELECT published::date, published + INTERVAL '1 month', published - INTERVAL '2 days 3 hours',
published AT TIME ZONE 'Asia/Tokyo' FROM books ORDER BY id

SELECT date_trunc('week', published)::date, extract(epoch FROM published)::bigint, age(reissued,
published) FROM books ORDER BY id

SELECT id FROM books WHERE published >= DATE '2024-01-01' AND published < '2024-02-01' ORDER BY
id

SELECT id FROM books WHERE published > TIMESTAMP '2025-01-01 00:00' ORDER BY id

SELECT make_date(2025, 1, 31) + make_interval(days => 3), to_date('2025-03', 'YYYY-MM'),
interval '90 minutes', interval '2' day, '1 week'::interval

SELECT now() > '2020-01-01', current_date > DATE '2020-01-01', now() - interval '1 d' < now()

SELECT coalesce(genre, publisher, '-'), nullif(genre, 'sci'), num_nulls(genre, publisher) FROM
books ORDER BY id

SELECT ARRAY[1, 2, 3], cardinality(ARRAY[1, 2]), ARRAY(SELECT id FROM books WHERE id < 3 ORDER
BY id), string_to_array('a,b', ','), ARRAY[1, 2] && ARRAY[2], ARRAY[1] <@ ARRAY[1, 2]

SELECT CAST(price AS integer), price::text, id::float8, '5'::int + 1, 'true'::boolean,
cast('2024-02-29' AS date) FROM books ORDER BY id LIMIT 1

SELECT id AS "Book №", title AS "The ""best"" title", 5 AS "100%" FROM books ORDER BY "Book №"

SELECT /* all; of them */ count(*) -- DROP TABLE books;
FROM books;

SELECT exists(SELECT 1 FROM books WHERE sold > 1999) AS any_hit, true AND NULL, 1 = 1

SELECT "books"."id" FROM "books" WHERE BOOKS.ID = 1
    """
)

STATEMENTS = (*FIGURES, *GROUPS, *WINDOWS, *QUERIES, *JOINS, *EXPRESSIONS)
